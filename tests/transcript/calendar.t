# An owner's own calendar comes in and is replaced as a set; what is booked here goes out.
$ cavt init r.db > /dev/null && cavt import r.db demo > /dev/null
$ printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20990601T090000\nDTEND:20990601T100000\nEND:VEVENT\nEND:VCALENDAR\n' > own.ics
$ cavt calendar add r.db kem-pol.main.11 own.ics; cavt calendar list r.db --as csv | cut -d, -f2-5
cavt: there is no resource kem-pol.main.11
resource,address,events,clashes
$ cavt calendar add r.db kem-med.main.11 own.ics && cavt calendar add r.db kem-med.main.11 own.ics && cavt calendar list r.db --as csv | cut -d, -f2-5
calendar-<*>: 1 events, busy at 0 times
calendar-<*> says what it said before
resource,address,events,clashes
kem-med.main.11,a file,1,0
$ printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n' > bad.ics; cavt calendar add r.db kem-med.main.11 bad.ics
cavt: bad.ics: line 4: this is no moment: "soon"
? 4
$ cavt calendar add r.db kem-med.main.11 http://127.0.0.1:9/x.ics
cavt: the calendar cannot be read: the address is not on the public Internet; an administrator may list it in the setting "reach"
? 4
$ cavt feed add r.db resource kem-med.main.11 2>/dev/null | cut -c1-10; cavt feed list r.db --as csv | cut -d, -f2,3,6
/calendar/
kind,of,state
resource,kem-med.main.11,good
$ cavt hook add r.db http://127.0.0.1:9/told --events offer.* 2>/dev/null | cut -c1-5; cavt hook send r.db
hook_
0 told, 0 to be tried again, 0 given up
