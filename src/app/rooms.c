/* rooms.c -- see rooms.h.  In the order of the flow; `cavt help` prints them in this order. */
#include "app/rooms.h"

#include "agreement/agreement_cli.h"
#include "account/account_cli.h"
#include "account/mail_cli.h"
#include "account/provider_cli.h"
#include "app/keep_cli.h"
#include "app/routes_cli.h"
#include "competence/competence_cli.h"
#include "competence/span_cli.h"
#include "demand/demand_cli.h"
#include "demand/order_cli.h"
#include "demand/order_talk_cli.h"
#include "gap/gap_cli.h"
#include "exchange/access_cli.h"
#include "exchange/calendar_cli.h"
#include "exchange/hook_cli.h"
#include "import/import_cli.h"
#include "programme/catalogue_cli.h"
#include "programme/design_cli.h"
#include "region/region_cli.h"
#include "offer/hold_cli.h"
#include "app/serve.h"
#include "booking/booking_cli.h"
#include "resource/resource_cli.h"
#include "offer/ask_cli.h"
#include "offer/offer_cli.h"
#include "offer/offer_together_cli.h"
#include "timetable/repair_cli.h"
#include "timetable/timetable_cli.h"

const struct command *const rooms_commands[] = {
    keep_commands,
    account_commands,
    mail_commands,
    provider_commands,
    audit_commands,
    import_commands,
    competence_commands,
    span_commands,
    demand_commands,
    resource_commands,
    order_commands,
    order_talk_commands,
    catalogue_commands,
    gap_commands,
    design_commands,
    region_commands,
    offer_commands,
    together_commands,
    ask_commands,
    hold_commands,
    booking_commands,
    timetable_commands,
    repair_commands,
    agreement_commands,
    access_commands,
    calendar_commands,
    hook_commands,
    serve_commands,
    routes_commands,
    help_commands,
    NULL,
};
