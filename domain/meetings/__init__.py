"""The meetings of the model: their steps and deadlines, agendas, minutes, and the year they make up."""
