# Made once; done twice it changes nothing.  What is not a database is left alone.
$ cavt init r.db
the database is ready, at step <*> of its schema
$ cksum < r.db > before; cavt init r.db; cksum < r.db | cmp - before
the database is ready, at step <*> of its schema
$ echo "a letter to a friend" > letter.db; cavt init letter.db
cavt: letter.db is not a cavt database; name another file
? 4
$ cat letter.db
a letter to a friend
$ cavt init nowhere/r.db
cavt: cannot open nowhere/r.db: unable to open database file
? 1
