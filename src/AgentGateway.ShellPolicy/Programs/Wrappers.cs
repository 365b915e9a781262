using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Programs that run the program in their words. Those that belong to a family of their own (package managers,
/// debuggers …) stand there and say that they wrap; how the words of all of them are read stands here.
/// </summary>
internal static class Wrappers
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("nice nohup timeout gtimeout time stdbuf setsid ionice chrt taskset command builtin exec busybox toybox "
            + "xargs setarch linux32 linux64 prlimit numactl cpulimit rlwrap unbuffer caffeinate open xdg-open coproc "
            + "run-parts ld.so ld-linux-x86-64.so.2 ld-linux.so.2 ld-linux-aarch64.so.1 ld-linux-armhf.so.3 "
            + "qemu-x86_64 wine chronic ifne xe rush pee vipe faketime datefudge eatmydata cgexec choom tsp ts chpst "
            + "softlimit s6-setuidgid tini dumb-init catchsegv steam-run dbus-run-session xvfb-run start-stop-daemon "
            + "daemonize inotifywait fswatch direnv")
        {
            Wraps = true,
        },
        new("env eval parallel sem script flock watch entr expect hyperfine nodemon")
        {
            Wraps = true, TakesScripts = true,
        },
    ];

    private const int SplitsMax = 4;

    public static string? Read(KnownProgram program, ProgramCall call, ProgramContext context)
    {
        var words = call.Words;
        if (program.Reaches(words) is { } why) context.Findings.Say(why);
        if (words.Any(context.Paths.NamesGateway))
            context.Findings.HardDeny("it reaches into the gateway's own directory");
        if (call.Name == "eval") return context.Inner.Script(string.Join(' ', call.Arguments), call.State, call.Input);
        if (call.Name is "command" or "builtin" && words.Count > 1 && words[1].Length > 0 && words[1][0] != '-')
        {
            context.Findings.Hides($"{call.Name} runs another program");
            return context.Inner.Run([.. call.Arguments], call.State, call.Input, false);
        }

        if (!call.Wrapped || program.TakesScripts || call.Name is "xargs") Unwrap(program, call, context);
        return null;
    }

    /// <summary>
    /// Where the wrapper's own options end is not always known: every word may begin the inner command.
    /// </summary>
    private static void Unwrap(KnownProgram program, ProgramCall call, ProgramContext context)
    {
        context.Findings.Hides($"{call.Name} runs another program");
        var ways = call.Name is "xargs" or "parallel" ? AppendedWords.Of(call, context) : [call.Words];
        foreach (var given in ways) Unwrap(program, given, call, context);
        if (call.Name != "env") return;
        var splits = 0;
        for (var split = EnvironmentWords.Split(call.Words); split is not null; split = EnvironmentWords.Split(split))
        {
            if (++splits > SplitsMax)
            {
                context.Findings.NotUnderstood("env that splits words again and again");
                return;
            }

            Unwrap(program, split, call, context);
        }
    }

    private static void Unwrap(
        KnownProgram program, IReadOnlyList<string> given, ProgramCall call, ProgramContext context)
    {
        var inner = call.State.Copy();
        for (var at = 1; at < given.Count; at++)
        {
            var word = given[at];
            if (word.Length == 0) continue;
            if (word[0] == '-')
            {
                ReadOption(program, word, at + 1 < given.Count ? given[at + 1] : "", call.State, inner, context);
                continue;
            }

            if (program.TakesScripts && word.Contains(' ', StringComparison.Ordinal))
                context.Script(word, inner.Copy());
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && IsVariableName(word[..equals]))
            {
                Variables.Judge(word[..equals], word[(equals + 1)..], call.State, context);
                inner.Assign(word[..equals], [word[(equals + 1)..]], certain: true);
                continue;
            }

            if (program.TakesScripts)
            {
                context.Script(string.Join(' ', given.Skip(at)), inner.Copy());
                inner.ChangeHolds = inner.StopsOnError;
                if (call.Name != "env") continue;
            }

            var input = at == 1 || call.Name != "xargs" ? call.Input : ShellInput.Terminal;
            context.Inner.Run([.. given.Skip(at)], inner.Copy(), input, true);
        }
    }

    /// <summary>An option may give a directory that the inner command runs in, or a script.</summary>
    private static void ReadOption(
        KnownProgram program, string word, string next, ShellState outer, ShellState inner, ProgramContext context)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = equals >= 0 ? word[(equals + 1)..] : word.Length > 2 && word[1] != '-' ? word[2..] : next;
        if (word.StartsWith("-C", StringComparison.Ordinal) || word.StartsWith("-D", StringComparison.Ordinal)
            || word.StartsWith("--ch", StringComparison.Ordinal) || word.StartsWith("--dir", StringComparison.Ordinal))
            inner.Enter([.. outer.Absolute(value.Length == 0 ? "." : value)], certain: false);
        if (!program.TakesScripts || !value.Contains(' ', StringComparison.Ordinal)) return;
        context.Script(value, inner.Copy());
        if (value.IndexOf('=', StringComparison.Ordinal) is >= 0 and var inside)
            context.Script(value[(inside + 1)..], inner.Copy());
    }

    private static bool IsVariableName(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
