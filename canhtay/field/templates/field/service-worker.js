// Rendered by canhtay/field/pages.py; what it does stands in field/worker.js. A new version is a new cache, filled whole.
import { serve } from "{% load static %}{% static 'field/worker.js' %}";
serve({ version: "{{ version }}", files: {{ files }} });
