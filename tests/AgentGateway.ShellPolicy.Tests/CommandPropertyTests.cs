using AgentGateway.Domain.Policy;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Tests;

/// <summary>Laws that hold for any text, also for text that is no command at all.</summary>
public sealed class CommandPropertyTests
{
    private static readonly string[] Pieces =
    [
        "rm", "-rf", "/", "~", "$HOME", "ls", "echo", "sh", "-c", "'", "\"", "`", "$(", ")", "(", "{", "}", ";", "&&",
        "||", "|", "&", "<", ">", "<<EOF", "<<<", "\n", " ", "\t", "\\", "$", "${",
        "$((", "))", "*", "?", "[", "]", "!", "#", "if", "then", "fi", "for", "in", "do", "done", "while", "case",
        "esac", ";;", "function", "f()", "x=1", "x=(", "xargs", "env", "find", "-exec",
        "eval", "EOF", "2>&1", "{a,b}", "\u0001", "é", "\ud83d\ude00", "\uE000", "cd", "..", "/home/me", "[[", "]]",
        "time", "%", "=", ",", ":-",
    ];

    [Fact]
    public void No_text_breaks_it_or_is_allowed()
    {
        var random = new Random(20261120);
        for (var round = 0; round < 20_000; round++)
        {
            var line = Line(random);
            var reading = Requests.Read(line);
            var verdict = PolicyEngine.Judge(Requests.Shell(line), PolicyRules.Shipped);
            Assert.True(verdict.Decision != PolicyDecision.Allow, line);
            var contained = PolicyEngine.Judge(
                Requests.Shell(line) with { Sandbox = SandboxProfile.Workspace }, PolicyRules.Shipped);
            Assert.False(contained.AlwaysAllowed && reading.Argv is null, line);
        }
    }

    /// <summary>
    /// A deletion of everything is found in every line in which it is certainly a command of its own.
    /// </summary>
    [Fact]
    public void Nothing_before_or_behind_it_hides_a_deletion_of_everything()
    {
        var random = new Random(7);
        var seen = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var before = Line(random);
            var behind = Line(random);
            if (ShellParser.Parse(before) is null || ShellParser.Parse(behind) is null
                || before.Contains("<<", StringComparison.Ordinal))
                continue;
            seen++;
            var line = $"{before}\nrm -rf /\n{behind}";
            Assert.True(Requests.Read(line).HardDeny is not null, line);
        }

        Assert.True(seen > 200);
    }

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("$(", 10_000)]
    [InlineData("`", 10_001)]
    [InlineData("{ ", 10_000)]
    [InlineData("\"$(", 10_000)]
    [InlineData("${x:-", 10_000)]
    [InlineData("{a,b}", 10_000)]
    [InlineData("env ", 10_000)]
    [InlineData("su -c ", 5_000)]
    [InlineData("sh -c '", 5_000)]
    [InlineData("rm -rf a b c; ", 4_000)]
    [InlineData("a=$a$a$a$a x", 3_000)]
    [InlineData("[", 60_000)]
    [InlineData("x=*/ ", 10_000)]
    [InlineData("if ", 10_000)]
    [InlineData("f() { f | f; }; f;", 1_000)]
    public void Much_of_anything_is_judged_and_does_not_hang_it(string piece, int times)
    {
        var line = string.Concat(Enumerable.Repeat(piece, times));
        Assert.NotEqual(PolicyDecision.Allow, PolicyEngine.Judge(Requests.Shell(line), PolicyRules.Shipped).Decision);
    }

    [Theory]
    [InlineData("curl file://")]
    [InlineData("unheard-of file://")]
    [InlineData("sh -c '('; kill 5")]
    public void A_word_or_a_script_without_anything_in_it_is_judged(string line) =>
        Assert.NotEmpty(Requests.Read(line).Commands);

    [Theory]
    [InlineData("""ls ""{~,s}/y""", "~/y")]
    [InlineData("ls a{~,s}/y", "a~/y")]
    public void Behind_other_text_a_tilde_in_braces_is_no_directory(string line, string word) =>
        Assert.Contains(Requests.Read(line).Commands, command => command.SequenceEqual(["ls", word, $"{word[..^3]}s/y"]));

    [Fact]
    public void Unknown_words_in_one_text_may_be_none_and_then_nothing_separates_them() =>
        Assert.Contains(
            Requests.Read("""set -- $a b $c; ls "$*" """).Commands, command => command.SequenceEqual(["ls", "$b$"]));

    [Fact]
    public void What_runs_without_a_sandbox_is_R3_whatever_its_text_says()
    {
        var random = new Random(3);
        foreach (var risk in Enum.GetValues<RiskClass>())
        {
            for (var round = 0; round < 500; round++)
            {
                var line = Line(random);
                var request = Requests.Shell(line) with
                {
                    BaseRisk = risk, Arguments = line, Host = line,
                };
                Assert.Equal(RiskClass.R3, PolicyEngine.Judge(request, PolicyRules.Shipped).Risk);
            }
        }
    }

    private static string Line(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 25))
            .Select(_ => Pieces[random.Next(Pieces.Length)] + (random.Next(3) == 0 ? "" : " ")));
}
