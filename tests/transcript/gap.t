# What is asked for and cannot be taught here: found, taken in hand, taken back.
$ cavt init r.db
<*>
$ cavt import r.db demo >/dev/null && cavt vacancy add r.db demo/vacancy.jsonl --source demo
93 adverts read: 93 new (3 of them repeat another), 0 known already, 0 refused; <*> mentions, <*> with an occupation
$ cavt vacancy add r.db demo/vacancy.jsonl --source demo
93 adverts read: 0 new (0 of them repeat another), 93 known already, 0 refused; <*>
$ cavt gap r.db --kind nobody --as csv | cut -d, -f1-5
code,competence,municipality,kind,lacking
met-h2,Hydrogen reduction of iron,Новокузнецк,nobody,<*>
met-h2,Hydrogen reduction of iron,Юрга,nobody,<*>
$ cavt gap r.db --competence met-spec --as csv | cut -d, -f1-9
code,competence,municipality,kind,lacking,low,high,asked,orders
met-spec,Spectral analysis of alloys,Новокузнецк,seats,16,16,16,16,16
$ cavt gap r.db --by 2026-11-01
cavt: the day must lie ahead
? 4
$ cavt gap task open r.db met-h2 --people 16 --municipality Новокузнецк --organisation nvk-met
task-<*> is under way
$ cavt gap task list r.db --as csv | cut -d, -f2-6
kind,competence,level,municipality,people
develop,met-h2,1,Новокузнецк,16
$ cavt gap task open r.db met-spec --kind ask
cavt: say which owner is to be asked
? 4
