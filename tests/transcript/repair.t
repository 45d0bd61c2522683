# A room is flooded: what it hits, the fewest lessons that must move, done, undone.
$ cavt init r.db && cavt import r.db demo > /dev/null
<*>
$ cavt offer make r.db gorbol-nurse --one | tail -2 | head -1
Offer gorbol-nurse-1
$ cavt offer accept r.db gorbol-nurse-1
offer gorbol-nurse-1 is <*>
$ cavt timetable repair r.db
every lesson that is held or agreed can be held as it stands
$ cavt timetable repair r.db --what-if gorbol.nvk.ward --from 2026-12-01 --to 2027-06-01 | head -1
<*> cannot be held as <*>
$ cavt timetable break r.db gorbol.nvk.ward --from 2026-12-01
cavt: say from when to when it is not to be had: --from 2027-03-01 --to 2027-03-05
? 2
$ cavt timetable break r.db nosuch --from 2027-01-01 --to 2027-01-02
cavt: there is no resource, site or organisation nosuch; resources are listed by: cavt resource list DB
? 3
$ cavt timetable break r.db gorbol.nvk.ward --from 2027-01-02 --to 2027-01-01
cavt: the end, 2027-01-01, is not after the beginning, 2027-01-02
? <*>
$ cavt timetable repair r.db --what-if gorbol.nvk.ward --from 2027-01-01 --to 2027-01-05 --apply
cavt: --what-if changes nothing, so it cannot be applied; record it first: cavt timetable break DB
? 2
$ cavt timetable undo r.db r1
cavt: there is no repair r1; they are listed by: cavt timetable repairs DB
? 3
$ day=$(cavt timetable show r.db --resource gorbol.nvk.ward --as csv | sed -n 2p | cut -c1-10); cavt timetable break r.db gorbol.nvk.ward --from $day --to $day --why "burst pipe" | head -1
breakdown b1 is recorded: gorbol.nvk.ward, <*>
$ cavt check r.db | grep -v '^ok'
cavt: 1 of the <*>
WRONG nothing is booked while its owner says that it is busy; <*>cavt timetable repair<*>
$ cavt timetable repair r.db --apply | tail -1
repair r1: <*> moved, and those whom <*> told
$ cavt check r.db | grep -v '^ok'
? 1
$ cavt timetable repairs r.db --as csv
code,state,moved,below,asked
r1,<*>
$ cavt timetable undo r.db r1
cavt: <*>burst pipe<*>
? 6
$ cavt timetable mend r.db b1 --at 2026-01-01
breakdown b1 is over: <*>
$ cavt timetable undo r.db r1
repair r1 is undone: <*>
$ cavt check r.db | grep -v '^ok'
? 1
