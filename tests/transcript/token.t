# A program is let in: its token is made, listed without its secret, and ended.
$ cavt init r.db > /dev/null && cavt token list r.db
<*>
...
$ cavt token add r.db 'our timetable system' --scopes orders,offers 2>&1 | sed 's/cavt_.*/SECRET/'
token-<*> is made; this is the only time it is shown:
SECRET
$ cavt token list r.db --as csv | cut -d, -f2,4,8
name,scopes,state
our timetable system,orders offers,good
$ cavt token add r.db x --scopes everything
cavt: there is no scope "everything"; there is: people, orders, offers, bookings, calendars
? 4
$ cavt token revoke r.db $(cavt token list r.db --as csv | sed -n '2s/,.*//p')
token-<*> lets nobody in any more
$ cavt token revoke r.db token-0
cavt: there is no token token-0
? 3
