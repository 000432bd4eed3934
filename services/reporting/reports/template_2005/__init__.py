"""The report on a public task by the form of 27 December 2005 (Dz.U. nr 264 poz. 2207).

In force for the contracts of 2009 (domain.md 5.2). The words of the form follow domain.md; they
were not compared with the annex in the Dziennik Ustaw.
"""
