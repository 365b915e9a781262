using System.Text;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Keeps variables that a caller named from the programs that make the sandbox: one such as <c>LD_PRELOAD</c>, or a
/// function for the shell of tmux, would run something outside of it. They come under names of ours, and a shell inside
/// gives them their own. Values are in no argv, because they may be secrets.
/// </summary>
internal static class InsideVariables
{
    private const string Prefix = "AGW_INSIDE_";

    /// <summary>They make no program run or load anything. The programs outside have absolute paths.</summary>
    private static readonly string[] Harmless =
    [
        "COLORTERM", "HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "PORT", "SHELL", "TERM", "TMPDIR", "TZ", "USER",
    ];

    private static readonly string[] HarmlessBeginnings = ["AGW_", "LC_"];
    private static readonly string[] HarmlessEnds = ["_PROXY", "_proxy"];

    /// <summary>The same request, whose program is that shell; unchanged where all variables are harmless.</summary>
    public static TerminalRequest Hide(TerminalRequest request)
    {
        var hidden = request.Environment.Keys.Where(name => !IsHarmless(name)).Order(StringComparer.Ordinal).ToList();
        if (hidden.Count == 0) return request;
        var environment = new Dictionary<string, string>(request.Environment, StringComparer.Ordinal);
        var script = new StringBuilder();
        var assignments = "";
        for (var index = 0; index < hidden.Count; index++)
        {
            environment.Remove(hidden[index], out var value);
            var name = $"{Prefix}{index}";
            environment[name] = value!;

            // A shell has some variables that cannot be set. It goes on without them.
            if (IsIdentifier(hidden[index]))
                script.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"command export {hidden[index]}=\"${name}\" 2>/dev/null; unset {name}; ");
            else
                assignments += $" {ShellText.Quoted(hidden[index])}=\"${name}\"";
        }

        script.Append("exec ");
        if (assignments.Length > 0) script.Append("/usr/bin/env").Append(assignments).Append(' ');
        return request with
        {
            Program = "/bin/sh",
            Arguments = ["-c", script.Append("\"$@\"").ToString(), "sh", request.Program, .. request.Arguments],
            Environment = environment,
        };
    }

    private static bool IsHarmless(string name) =>
        Harmless.Contains(name)
        || HarmlessBeginnings.Any(begin => name.StartsWith(begin, StringComparison.Ordinal))
        || HarmlessEnds.Any(end => name.EndsWith(end, StringComparison.Ordinal));

    private static bool IsIdentifier(string name) =>
        !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
