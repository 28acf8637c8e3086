"""
Makes the packs of Python files that a page loads, by the Python that will run them: Pyodide's own, in Node.

`pack(wheels, kernel)` returns {name: bytes}: `std.zip`, what may be imported of the standard library, `app.zip`, Twisted, what it needs
and the virtual kernel, and `web.zip`, what `twisted.web` needs of both besides. What may be imported is what `virtual_kernel.refuse` lets a server import, and all that comes with it. Files
are compiled, without docstrings and comments, but each line keeps its number. Zips are stored: they are compressed as wholes.
"""
import ast
import importlib
import importlib.util
import io
import marshal
import sys
import tokenize
import zipfile

STD = "/lib/python%d%d.zip" % sys.version_info[:2]
# Loaded by name: by Pyodide itself, by zipimport and codecs.
ALWAYS = ("_pyodide/", "pyodide/", "encodings/idna.py", "encodings/punycode.py", "encodings/cp437.py", "encodings/utf_16.py",
          "encodings/hex_codec.py", "stringprep.py")
# Parts of what may be imported that come with none of the rest.
PARTS = ["xml.etree.ElementTree", "collections.abc", "os.path"]
# What twisted.web needs when a form comes.
PARTS_OF_WEB = ["email.policy", "twisted.python.logfile"]


def pack(wheels, kernel):
    """`wheels`: {file name: bytes}; `kernel`: {path: bytes} of python/."""
    sources = {name: data for wheel in wheels.values() for name, data in files_of(wheel) if name != "zope/__init__.py"}
    sources.update(kernel)
    with open("/app-sources.zip", "wb") as f:
        f.write(zipped(sources))
    sys.path.insert(0, "/app-sources.zip")
    sys.dont_write_bytecode = True
    library = zipfile.ZipFile(STD)

    def imported():
        """({name: source} of the standard library, of the others) that are there now"""
        standard, app = {}, {}
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None) or ""
            if path.startswith(STD):
                name = path[len(STD) + 1:]
                standard[name] = library.read(name)
            elif path.startswith("/app-sources.zip/"):
                name = path[len("/app-sources.zip/"):]
                app[name] = sources[name]
        return standard, app

    import_core()
    standard, app = imported()
    for name in library.namelist():
        if name.startswith(ALWAYS) and name.endswith(".py"):
            standard[name] = library.read(name)
    app.update({name: data for name, data in kernel.items() if name.endswith(".py")})
    import_web()
    more = {name: data for found in imported() for name, data in found.items() if name not in standard and name not in app}
    return {"std.zip": zipped(compiled(standard)), "app.zip": zipped(compiled(app)), "web.zip": zipped(compiled(more))}


def import_core():
    """what a server may import but for twisted.web, as far as it is there"""
    from browser_kernel import platform
    platform.warm_up()
    from browser_kernel import run  # noqa: F401
    from virtual_kernel import refuse
    for name in sorted(refuse.TWISTED - {"twisted.internet.reactor", "twisted.version"}) + sorted(refuse.COMPUTE) + PARTS:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # a server that imports it is told so


def import_web():
    from browser_kernel import platform
    from virtual_kernel import refuse
    platform.without_stand_ins()
    for name in sorted(refuse.WEB) + PARTS_OF_WEB:
        importlib.import_module(name)


def files_of(wheel):
    with zipfile.ZipFile(io.BytesIO(wheel)) as z:
        return [(name, z.read(name)) for name in z.namelist() if name.endswith(".py")]


def compiled(files):
    return {name + "c": pyc(bare(data), name) for name, data in files.items()}


def pyc(source, name):
    """as py_compile writes it, never checked against a source"""
    code = compile(source, name, "exec", dont_inherit=True)
    return importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + importlib.util.source_hash(source) + marshal.dumps(code)


def zipped(files):
    """equal files give equal bytes"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        for name in sorted(files):
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), files[name])
    return out.getvalue()


def bare(source):
    """without comments and docstrings; every line keeps its number"""
    text = source.decode("utf-8")
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Module)) or ast.get_docstring(node, False) is None:
            continue
        said = node.body[0]
        first, last = said.lineno - 1, said.end_lineno - 1
        before = lines[first].encode()[:said.col_offset].decode()
        after = lines[last].encode()[said.end_col_offset:].decode().strip()
        if before.strip() or (after and not after.startswith("#")):
            continue  # something else is on its lines
        is_alone = len(node.body) == 1 and not isinstance(node, ast.Module)
        lines[first:last + 1] = [before + "0" if is_alone else ""] + [""] * (last - first)
    out = list(lines)
    for token in tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline):
        row = token.start[0] - 1
        if token.type == tokenize.COMMENT and not (row < 2 and "coding" in token.string):
            out[row] = out[row][:token.start[1]].rstrip()
    return "\n".join(out).encode("utf-8")
