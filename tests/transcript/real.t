# needs: esco-1.1.0 onet catalogue-nj-etpl
# Real input: frameworks and a catalogue as published, and an order for people of a named occupation.
$ cavt init nj.db && cavt import nj.db esco-1.1.0 onet catalogue-nj-etpl
...
occupation_competence  215,587 <*>
module                   1,188 <*>
...
$ mkdir mine; printf 'code,kind,roles,name_en,municipality\nfreight,employer,employer,Garden State Freight,Newark\n' > mine/organisation.csv
$ printf 'code,organisation,title_en,kind,occupation,people,earliest_on,deadline_on,weekdays,from,to,budget,wish,state\nwelders,freight,12 welders,retraining,onet:51-4121.00,12,2027-01-11,2027-06-30,12345,09:00,18:00,220000.00,cost,open\n' > mine/order.csv
$ cavt import nj.db demo/norm.csv mine
Sheet         New  Changed  Same  Refused
...
$ cavt offer make nj.db welders
welders  12 welders
12 people, 1 cohort, 300 h, 1 partner, $<*>48,000 ($<*>4,000 a learner)
What they learn
  nj:47097       Introduction to Welding Technology -- Camden County College - Continuing Education, 300 h
Who gives what
  nj:68          Camden County College - Continuing Education -- 300 h, $<*>48,000
Not said by what was published
  - "Introduction to Welding Technology": its provider publishes hours and price but no rooms, teachers or dates; <*>
Offer welders-1
seed 1, input <*>
$ cavt check nj.db | grep -v '^ok'
? 1
