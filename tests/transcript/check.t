# What must hold of the stored data, one line each.
$ cavt init r.db
the database is ready, at step <*> of its schema
$ cavt check r.db
ok the database's own pages and references are whole
...
ok no unit of a resource is booked twice at one time
...
$ cavt check r.db --lang ru
да страницы базы и ссылки в ней целы
...
$ cavt check r.db --as csv | head -2
name,state,holds,count,such_as,mend
engine,ok,<*>,0,,
$ cavt check nothing.db
cavt: there is no database nothing.db; make one with: cavt init nothing.db
? 3
$ printf 'SQLite format 3\000and then nothing' > cut.db; cavt check cut.db
cavt: <*>
? <*>
