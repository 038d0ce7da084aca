"""Training of the attribution tagger: corpora, teacher, student, distillation, export. Needs the ``train`` extra."""
