using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Code of another language than the shell's, which is not understood: the scripts for a shell that stand in its
/// strings are read, and where something deletes, what must not be deleted must not be named.
/// </summary>
internal static class ForeignCode
{
    private const int CharactersOfOneWork = 64;

    public static void Read(string code, ShellState state, ProgramContext context)
    {
        var (machine, findings) = (context.Machine, context.Findings);
        if (context.Paths.NamesGateway(code)) findings.HardDeny("it names the gateway's own directory");
        if (CodeStrings.Kills(code, machine.DaemonProcess)) findings.HardDeny("it would end the gateway");
        if (code.Length < 2 || !CodeStrings.MayTell(code) || !findings.Spend(1 + (code.Length / CharactersOfOneWork)))
            return;
        var strings = CodeStrings.In(code);
        foreach (var text in strings.Where(text => text.Length > 1 && (text[0] is '/' or '.' || IsOfHome(text))))
            if (context.Paths.TargetsOf(AtHome(text, machine), state).Any(context.Paths.IsGateway))
                findings.HardDeny($"it names the gateway's own directory: {text}");
        foreach (var call in CodeStrings.Calls(code)) UnknownWords.Suspect(["", .. call], state, context);
        foreach (var text in PossibleScripts(code, strings)) context.Inner.Look(text, state);
        if (CodeStrings.Deletes(code)) ReadDeletion(code, strings, state, context);
    }

    /// <summary>Strings, and the code itself, which may be a script behind an option or a sign of an editor.</summary>
    private static IEnumerable<string> PossibleScripts(string code, IReadOnlyList<string> strings) =>
        strings.Append(code)
            .Append(code.TrimStart('+', ':', '!'))
            .Append(code[(code.LastIndexOf('=') + 1)..].TrimStart('!'))
            .Where(text => text.Contains(' ', StringComparison.Ordinal));

    private static void ReadDeletion(
        string code, IReadOnlyList<string> strings, ShellState state, ProgramContext context)
    {
        foreach (var text in strings.Where(text => text.Length > 0))
        {
            var path = text == "~" || IsOfHome(text) ? AtHome(text, context.Machine) : text.Replace('*', Marks.Star);
            context.Paths.Threaten(path, state);
        }

        if (CodeStrings.NamesHome(code) && CodeStrings.Quoted(code).All(CodeStrings.SaysNothing))
            context.Findings.HardDeny("it may delete the home directory");
    }

    private static bool IsOfHome(string text) => text.StartsWith("~/", StringComparison.Ordinal);

    private static string AtHome(string text, ShellMachine machine) => text[0] == '~' ? machine.Home + text[1..] : text;
}
