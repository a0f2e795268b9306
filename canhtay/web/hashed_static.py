"""Static files by the hash of their content, gzipped beside it; imports between JavaScript modules are rewritten as well.

Django rewrites relative imports that end with a semicolon; tests/test_hashed_static.py finds any that were missed.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    keep_intermediate_files = False
    max_post_process_passes = 12  # one for each storey of modules that import modules
