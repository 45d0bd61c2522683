# Rooms, machines and people asked for outside any offer: several owners at once, all or nothing.
$ cavt init r.db > /dev/null && cavt import r.db demo > /dev/null
$ cavt booking list r.db --as csv
code,title,organisation,state,turn,starts_at,ends_at,times,resources,price
$ cavt booking when r.db type:lathe:2 able:cnc-turn:3 --for himprom --from 2027-03-01 --slots 2 --as csv
starts_at,ends_at,site,resources,price,approval
2027-03-01T16:30,2027-03-01T18:00,Workshops,kem-pol.shop.cnc.lathe:2 kem-pol.cnc-1,<*>,are asked
2027-03-01T18:00,2027-03-01T19:30,Workshops,kem-pol.shop.cnc.lathe:2 kem-pol.cnc-1,<*>,are asked
$ cavt booking request r.db kem-pol.shop.cnc.lathe:2 kem-pol.shop.cnc copp.kem.vr.vr --for himprom --title "Turning trial" --from 2027-03-01T16:30 --to 18:00
request b<*> is held until <*>: 4 bookings, owners have been asked
$ cavt booking request r.db kem-pol.shop.cnc.lathe --for splav --title "Second" --from 2027-03-01T17:00 --to 18:00
cavt: CNC lathe (kem-pol.shop.cnc.lathe): all 2 units are taken on Mon 1 March, 17:00–18:00, among others by request b<*>, Turning trial, held until <*>
? 6
$ cavt booking request r.db kem-pol.shop.cnc.lathe --for splav --title "Second" --from 2027-03-01T17:00 --to 18:00 --wait
request b<*> stands in line: <*>
$ cavt booking request r.db kem-pol.shop.cnc.lathe --for splav --title "Morning" --from 2027-03-02T09:00 --to 10:00
cavt: CNC lathe (kem-pol.shop.cnc.lathe): Pritomye Polytechnic College, Kemerovo lends it to <*> Mon–Fri 16:30–20:00<*>, not on Tue 2 March, 9:00–10:00
? 6
$ first=$(cavt booking list r.db --state held --as csv | sed -n 's/,.*//;2p'); cavt booking confirm r.db $first kem-pol; cavt booking confirm r.db $first kem-pol; cavt booking cancel r.db $first --reason "plans changed"
Pritomye Polytechnic College, Kemerovo has confirmed its part; request b<*> is booked
<*>nothing was changed
request b<*> is cancelled: everything held or booked for it is free again, and the owners have been told
$ cavt booking accept r.db $(cavt booking list r.db --state proposed --as csv | sed -n 's/,.*//;2p')
request b<*> is held until <*>: 1 booking, owners have been asked
$ cavt booking request r.db kem-pol.shop.cnc.lathe --for himprom --title "Weekly" --from 2027-03-01T17:00 --to 18:30 --weekly 14 --times 6 --skip 2027-03-04 --skip-bad
request b<*> is held until <*>; 2 times are left out
$ cavt booking request r.db nosuch --for himprom --title X --from 2027-03-01T17:00 --to 18:30
cavt: <*>nosuch<*>
? 3
$ cavt booking request r.db kem-pol.shop.cnc --for himprom --title X --from tomorrow --to 18:30
cavt: <*>tomorrow<*>
? 2
$ printf 'organisation,title,resources,from,to,weekly,times\nhimprom,A,copp.kem.hall,2027-04-05T16:30,18:00,1,3\nhimprom,B,copp.kem.hall,2027-04-12T17:00,18:00,,\n' > many.csv; cavt booking many r.db many.csv --as csv
1 requests made, 1 not
line,code,state,left_out,price,why
2,b<*>,"held, owners are asked",0,<*>,
3,,not made,0,<*>Lecture hall (copp.kem.hall) is taken on Mon 12 April, 17:00–18:00 by request b<*>
cavt: some requests could not be made; the others were
? 6
$ printf 'organisation,title,resources,from,to\nhimprom,A,copp.kem.hall,soon,18:00\n' > bad.csv; cavt booking many r.db bad.csv
cavt: line 2, from "soon": a day and a time are meant, as 2027-03-02T14:00
? 4
$ cavt booking request r.db copp.kem.hall --for copp --title "Own" --from 2026-11-24T18:30 --to 20:00
request b<*> is booked, no owner's word is needed: 1 booking
$ cavt booking use r.db $(cavt booking list r.db --for copp --as csv | sed -n 's/,.*//;2p') copp.kem.hall 2026-11-24T18:30 --out
cavt: nobody has come yet, so nobody can leave
? 6
$ cavt booking use r.db $(cavt booking list r.db --for copp --as csv | sed -n 's/,.*//;2p') copp.kem.hall 2026-11-24T18:30 --in
the use is recorded
$ cavt booking lapse r.db
0 requests had run out; 0 that stood in line were offered what came free
$ cavt --lang ru booking when r.db kem-pol.shop.cnc5.five --for himprom --minutes 600
cavt: kem-pol.shop.cnc5.five: нет ничего, что вам предоставлено, подходит по размеру и столько времени свободно за <*>
? 6
$ cavt check r.db | grep -v '^ok'
? 1
