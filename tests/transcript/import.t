# A coordinator fills sheets, looks first, mends what was refused, and gets the same back.
$ cavt init r.db
<*>
$ cavt import r.db demo --preview | tail -2
signal <*>
nothing was written: this was a preview
$ cavt import r.db demo | head -3
Sheet                  New  Changed  Same  Refused
<*>
setting <*>
$ cavt import r.db demo | awk 'NR > 2 { n += $2 + $3 } END { print n " rows touched by the second import" }'
0 rows touched by the second import
$ cavt export r.db first && cavt export r.db first.xlsx
first is written
first.xlsx is written
$ cavt export r.db first
cavt: first/setting.csv is there already; name another place, or add --replace
? 6
$ cavt init again.db && cavt import again.db first.xlsx > /dev/null && cavt export again.db second && diff -r first second && echo the same
<*>
second is written
the same
$ mkdir mine; printf 'code,kind,name_en\nx,colege,X\ny,college\n' > mine/organisation.csv; printf 'code,organisation,name_en\ns9,kmtt,S\n' > mine/site.csv
$ cavt import r.db mine
organisation.csv:2: column kind: "colege": the word is none of those allowed; use: college, university, school, science, employer, centre, authority, provider
organisation.csv:3: the line has 2 cells, but there are 3 columns; complete the line; was the file cut short?
site.csv:2: column organisation: "kmtt": there is no such row in the sheet "organisation", nor in the database; <*>
Sheet <*>
<*>
organisation <*> 2
site <*> 1
cavt: 3 lines were refused, so nothing was imported
? 4
$ cavt import r.db nowhere
cavt: cannot read nowhere: No such file or directory
? 3
$ cavt sheet list --as csv | head -2
sheet,column,key,meaning,example
setting,name,*,<*>
