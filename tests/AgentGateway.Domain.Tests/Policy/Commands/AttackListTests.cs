using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy.Commands;

/// <summary>
/// Long lists of command lines, one in each line of a file beside this one: <c>\n</c> in it is a line break, and behind <c>@</c> stand the
/// words of a program as JSON. Whoever finds another spelling adds it there.
/// </summary>
public sealed class AttackListTests
{
    [Fact]
    public void Nothing_approves_deleting_everything_in_any_spelling() => Holds("everything.txt", verdict => verdict.IsFloor);

    [Fact]
    public void Nothing_approves_what_would_disable_the_gate() => Holds("gate.txt", verdict => verdict.IsFloor);

    [Fact]
    public void What_is_the_gateways_is_not_read() => Holds("reading-the-gateway.txt", verdict => verdict.Decision == PolicyDecision.Deny);

    [Fact]
    public void Ordinary_work_is_asked_about_and_never_below_the_floor() => Holds("ordinary.txt", verdict => !verdict.IsFloor && verdict.Decision != PolicyDecision.Allow);

    [Fact]
    public void What_runs_something_else_is_never_approved_for_always() => Holds("never-always.txt", verdict => verdict is { Decision: PolicyDecision.Ask, AlwaysAllowed: false });

    /// <summary>A wrapper around a command never makes less of it.</summary>
    [Fact]
    public void A_wrapper_never_lowers_a_decision()
    {
        string[] wrappers =
        [
            "env {0}", "nice -n 5 {0}", "timeout 5 {0}", "nohup {0}", "setsid {0}", "sudo {0}", "busybox {0}", "command {0}", "stdbuf -oL {0}", "time {0}", "! {0}", "({0})", "{{ {0}; }}",
            "if true; then {0}; fi", "true && {0}", "wrapped() {{ {0}; }}; wrapped", "echo $( {0} )", "{0} | cat", "{0} 2>/dev/null", "{0} &",
        ];
        var lowered = new List<string>();
        foreach (var line in Lines("everything.txt").Concat(Lines("gate.txt")).Concat(Lines("ordinary.txt")).Where(line => !line.StartsWith('@') && !line.Contains('\n') && !line.Contains('#')))
        {
            var plain = Judge(line);
            foreach (var wrapper in wrappers)
            {
                if (IsOneCommand(wrapper) && line.Any(";|&<>(){}=".Contains)) continue;
                if (IsOneCommand(wrapper) && IsOfTheShell(line)) continue;

                // In a function without arguments it is known what this stands for: nothing.
                if (wrapper.StartsWith("wrapped", StringComparison.Ordinal) && line.Contains("$1", StringComparison.Ordinal)) continue;
                var wrapped = string.Format(CultureInfo.InvariantCulture, wrapper, line);
                var verdict = Judge(wrapped);
                if (verdict.Decision < plain.Decision || verdict.Risk < plain.Risk || (plain.IsFloor && !verdict.IsFloor) || (verdict.AlwaysAllowed && !plain.AlwaysAllowed))
                    lowered.Add($"{wrapped}: {plain.Decision} {plain.Risk} became {verdict.Decision} {verdict.Risk}");
            }
        }

        Assert.True(lowered.Count == 0, string.Join('\n', lowered));

        static bool IsOneCommand(string wrapper) => char.IsAsciiLetter(wrapper[0]) && wrapper.EndsWith("{0}", StringComparison.Ordinal) && !wrapper.Contains('&');

        // These are the shell's own: behind a program they are nothing.
        static bool IsOfTheShell(string line) => line.Split(' ')[0] is "cd" or "export" or "." or "source" or "!" or "time" or "trap" or "eval" or "builtin" or "exec" or "coproc" or "history" or "[[" or "alias" or "set";
    }

    private static void Holds(string file, Func<PolicyVerdict, bool> holds)
    {
        var lines = Lines(file).ToList();
        Assert.True(lines.Count > 5);
        var wrong = lines.Select(line => (Line: line, Verdict: Judge(line))).Where(one => !holds(one.Verdict))
            .Select(one => $"{one.Line}: {one.Verdict.Decision}, {one.Verdict.Risk}, {one.Verdict.Rule}, always {one.Verdict.AlwaysAllowed}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static PolicyVerdict Judge(string line) => PolicyEngine.Judge(
        line.StartsWith('@') ? Requests.Program(JsonSerializer.Deserialize<string[]>(line[1..])!) : Requests.Shell(line), PolicyRules.Shipped);

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Policy", "Commands", "Attacks", file)).Where(line => line.Length > 0)
            .Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal));
}
