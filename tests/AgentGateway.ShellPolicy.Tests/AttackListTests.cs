using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain.Policy;

namespace AgentGateway.ShellPolicy.Tests;

/// <summary>
/// Long lists of command lines, one in each line of a file beside this one: <c>\n</c> in it is a line break, and behind
/// <c>@</c> stand the words of a program as JSON. Another spelling is another line there.
/// </summary>
public sealed class AttackListTests
{
    [Fact]
    public void Nothing_approves_deleting_everything_in_any_spelling() =>
        Holds("everything.txt", verdict => verdict.IsHardDeny);

    [Fact]
    public void Nothing_approves_what_would_disable_the_gate() => Holds("gate.txt", verdict => verdict.IsHardDeny);

    [Fact]
    public void What_is_the_gateways_is_not_read() =>
        Holds("reading-the-gateway.txt", verdict => verdict.Decision == PolicyDecision.Deny);

    [Fact]
    public void Ordinary_work_is_asked_about_and_never_denied() =>
        Holds("ordinary.txt", verdict => !verdict.IsHardDeny && verdict.Decision != PolicyDecision.Allow);

    [Fact]
    public void What_runs_something_else_is_never_approved_for_always() =>
        Holds("never-always.txt", verdict => !verdict.AlwaysAllowed, sandbox: SandboxProfile.Workspace);

    /// <summary>The options of git itself, wrappers, quoting and scripts do not hide what a rule denies.</summary>
    [Fact]
    public void A_rule_that_denies_fits_in_every_spelling() =>
        Holds("denied-by-rule.txt", verdict => verdict.Rule == "no-push", WithRules("git push *"));

    [Fact]
    public void A_rule_that_denies_fits_behind_the_options_of_any_program() =>
        Holds(
            "denied-by-other-rules.txt",
            verdict => verdict.Rule == "no-push",
            WithRules(
                "docker run *", "docker compose up *", "kubectl delete *", "npm publish *", "systemctl stop *",
                "cargo publish *", "gh pr merge *", "terraform apply *", "aws s3 rm *"));

    /// <summary>What cannot be told from the words is said in the approval.</summary>
    [Fact]
    public void What_is_not_understood_is_said() =>
        Holds(
            "not-understood.txt",
            verdict => verdict.IsHardDeny
                || verdict.Facts.Any(fact => fact.StartsWith("it was not understood", StringComparison.Ordinal)));

    /// <summary>A wrapper around a command never makes less of it.</summary>
    [Fact]
    public void A_wrapper_never_lowers_a_decision()
    {
        string[] wrappers =
        [
            "env {0}", "nice -n 5 {0}", "timeout 5 {0}", "nohup {0}", "setsid {0}", "sudo {0}", "busybox {0}",
            "command {0}", "stdbuf -oL {0}", "time {0}", "! {0}", "({0})", "{{ {0}; }}",
            "if true; then {0}; fi", "true && {0}", "wrapped() {{ {0}; }}; wrapped", "echo $( {0} )", "{0} | cat",
            "{0} 2>/dev/null", "{0} &",
        ];
        var lowered = new List<string>();
        string[] files = ["everything.txt", "gate.txt", "ordinary.txt"];
        foreach (var line in files.SelectMany(Lines).Where(CanBeWrapped))
        {
            var plain = Judge(line);
            foreach (var wrapper in wrappers)
            {
                if (IsOneCommand(wrapper) && line.Any(";|&<>(){}=".Contains)) continue;
                if (IsOneCommand(wrapper) && IsOfTheShell(line)) continue;

                // In a function without arguments it is known what this stands for: nothing.
                if (wrapper.StartsWith("wrapped", StringComparison.Ordinal)
                    && line.Contains("$1", StringComparison.Ordinal))
                    continue;
                var wrapped = string.Format(CultureInfo.InvariantCulture, wrapper, line);
                var verdict = Judge(wrapped);
                if (verdict.Decision < plain.Decision || verdict.Risk < plain.Risk
                    || (plain.IsHardDeny && !verdict.IsHardDeny) || (verdict.AlwaysAllowed && !plain.AlwaysAllowed))
                    lowered.Add($"{wrapped}: {plain.Decision} {plain.Risk} became {verdict.Decision} {verdict.Risk}");
            }
        }

        Assert.True(lowered.Count == 0, string.Join('\n', lowered));

        static bool IsOneCommand(string wrapper) =>
            char.IsAsciiLetter(wrapper[0])
                && wrapper.EndsWith("{0}", StringComparison.Ordinal)
                && !wrapper.Contains('&');

        // These are the shell's own: behind a program they are nothing.
        static bool IsOfTheShell(string line) =>
            line.Split(' ')[0] is "cd" or "export" or "." or "source" or "!" or "time" or "trap" or "eval" or "builtin"
                or "exec" or "coproc" or "history" or "[[" or "alias" or "set";

        static bool CanBeWrapped(string line) =>
            !line.StartsWith('@') && !line.Contains('\n') && !line.Contains('#');
    }

    private static PolicyRules WithRules(params string[] commands) => PolicyRules.Shipped.With(
        commands.Select(command =>
            new PolicyRule("no-push", PolicyDecision.Deny, PolicySource.File) { Argv = command.Split(' ') }));

    private static void Holds(
        string file, Func<PolicyVerdict, bool> holds, PolicyRules? rules = null, SandboxProfile? sandbox = null)
    {
        var lines = Lines(file).ToList();
        Assert.True(lines.Count > 5);
        var wrong = lines.Select(line => (Line: line, Verdict: Judge(line, rules, sandbox))).Where(one => !holds(one.Verdict))
            .Select(one => Shown(one.Line, one.Verdict)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Shown(string line, PolicyVerdict verdict) =>
        $"{line}: {verdict.Decision}, {verdict.Risk}, {verdict.Rule}, always {verdict.AlwaysAllowed}";

    private static PolicyVerdict Judge(string line, PolicyRules? rules = null, SandboxProfile? sandbox = null)
    {
        var request = line.StartsWith('@')
            ? Requests.Program(JsonSerializer.Deserialize<string[]>(line[1..])!)
            : Requests.Shell(line);
        return PolicyEngine.Judge(request with { Sandbox = sandbox }, rules ?? PolicyRules.Shipped);
    }

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Attacks", file)).Where(line => line.Length > 0)
            .Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal));
}
