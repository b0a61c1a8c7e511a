/**
 * The program that runs one function in a Python process of its own. It reads a job `{name, source, args, kwargs}` (the last
 * two as JSON text) from its input and writes `{result}` (JSON text) or `{exception}` (a traceback) to what was its output;
 * whatever the function prints goes elsewhere.
 */
export const pythonProgram = String.raw`
import json, linecache, os, platform, sys, textwrap, traceback

answer = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
# A function that runs on another machine would not see this one's variables either.
for name in [n for n in os.environ if n not in ("PATH", "HOME", "TMPDIR", "TEMP", "LANG", "SYSTEMROOT")]:
    del os.environ[name]

def run(job):
    source = textwrap.dedent(job["source"])
    filename = "<" + job["name"] + ">"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    namespace = {}
    exec(compile(source, filename, "exec"), namespace)
    if job["name"] not in namespace:
        raise NameError("the registered source does not define " + job["name"])
    return namespace[job["name"]](*json.loads(job["args"]), **json.loads(job["kwargs"]))

details = {"os": platform.platform(), "python_version": platform.python_version()}
try:
    value = run(json.loads(sys.stdin.buffer.read().decode("utf-8")))
    reply = {"result": json.dumps(value)}
except BaseException as error:
    frames = error.__traceback__
    # The first frames are this program's own.
    while frames and frames.tb_frame.f_code.co_filename == "<string>":
        frames = frames.tb_next
    reply = {"exception": "".join(traceback.format_exception(type(error), error, frames))}
reply["details"] = details
answer.write(json.dumps(reply).encode("utf-8"))
answer.close()
sys.stdout.flush()
os._exit(0)
`;
