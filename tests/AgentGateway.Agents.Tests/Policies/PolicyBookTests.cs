using AgentGateway.Agents.Policies;
using AgentGateway.Domain.Policy;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Agents.Tests.Policies;

public sealed class PolicyBookTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agw-policy-").FullName;
    private readonly FakeClock _time = new();
    private DateTime _written = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Rules_are_read_from_the_file()
    {
        Write("""
            # What our agents may do.
            rules:
              - allow: run_command
                agent: svarog
                command: dotnet test *
                reason: Tests are harmless.
              - deny: [run_command, session_*]
                argv: [npm, publish, "*"]
                id: no-publishing
              - ask: "*"
                path: migrations/**
                up_to: R1
              - allow: fetch_url
                host: "*.example.org"
                up_to: r3
            """);
        var book = Book();
        Assert.Empty(book.Problems);
        Assert.Empty(book.Warnings);
        var rules = book.Current();
        Assert.Null(rules.Broken);
        var written = rules.All.Where(rule => rule.Source == PolicySource.File).ToList();
        Assert.Equal(
            ["policy.yaml:3", "no-publishing", "no-publishing#2", "policy.yaml:10", "policy.yaml:13"],
            written.Select(rule => rule.Id));
        Assert.Equal(
            (PolicyDecision.Allow, "run_command", "svarog",
                "Tests are harmless"), (written[0].Decision, written[0].Tool, written[0].Agent, written[0].Reason));
        Assert.Equal(["dotnet", "test", "*"], written[0].Argv);
        Assert.Equal(["npm", "publish", "*"], written[2].Argv);
        Assert.Equal(("session_*", PolicyDecision.Deny), (written[2].Tool, written[2].Decision));
        Assert.Equal((null, "migrations/**", RiskClass.R1), (written[3].Tool, written[3].Path, written[3].UpTo));
        Assert.Equal(("*.example.org", RiskClass.R3), (written[4].Host, written[4].UpTo));
    }

    [Fact]
    public void Rules_are_read_from_the_settings_and_those_of_the_file_stand_beside_them()
    {
        Write("rules: [{ deny: read_file }]");
        var book = Book(
            ("Rules:0:allow", "read_file"),
            ("Rules:0:agent", "rarog,weles"),
            ("Rules:1:deny", "run_command"),
            ("Rules:1:argv:0", "make"));
        Assert.Empty(book.Problems);
        Assert.Equal(
            ["settings:0", "settings:0#2", "settings:1", "policy.yaml:1"],
            book.Current().All.Where(rule => rule.Source != PolicySource.Shipped).Select(rule => rule.Id));
    }

    [Fact]
    public void A_client_is_named_in_one_spelling_and_a_rule_about_none_is_wrong()
    {
        Write("rules: [{ deny: read_file, agent: 'client:Claude Code' }]");
        Assert.Equal(
            "client:claude-code",
            Assert.Single(Book().Current().All, rule => rule.Source == PolicySource.File).Agent);
        Write("rules: [{ deny: read_file, agent: 'client:' }]");
        Assert.Contains(
            Book().Problems, problem => problem.Message.Contains("client: without a name", StringComparison.Ordinal));
    }

    /// <summary>Its author finds out, and the other rules hold.</summary>
    [Theory]
    [InlineData("strict")]
    [InlineData("user")]
    public void What_an_older_version_read_of_sandboxes_is_told_and_the_rules_are_in_use(string sandbox)
    {
        Write($"sandbox: {sandbox}\nrules: [{{ deny: read_file }}]");
        var book = Book(("Sandbox", sandbox));
        Assert.Empty(book.Problems);
        Assert.Null(book.Current().Broken);
        Assert.Contains(book.Current().All, rule => rule.Decision == PolicyDecision.Deny);
        Assert.Equal(
            [
                "Policy: the key \"sandbox\" has no effect any more.",
                "policy.yaml, line 1: the key \"sandbox\" has no effect any more.",
            ],
            book.Warnings.Select(warning => warning.Message));
    }

    /// <summary>No text of a command lowers what it may do, so that such a rule only becomes stricter.</summary>
    [Fact]
    public void A_rule_about_commands_that_only_read_allows_nothing_and_forbids_more_and_that_is_told()
    {
        Write("""
            rules:
              - { allow: run_command, up_to: R3, read_only: yes }
              - { deny: run_command, agent: rarog, read_only: true }
              - { allow: read_file, read_only: no }
            """);
        var book = Book();
        Assert.Empty(book.Problems);
        Assert.Equal(
            [(PolicyDecision.Deny, "run_command"), (PolicyDecision.Allow, "read_file")],
            book.Current().All.Where(rule => rule.Source == PolicySource.File)
                .Select(rule => (rule.Decision, rule.Tool)));
        Assert.Equal(
            [
                "policy.yaml, line 2: the key \"read_only\" has no meaning any more, so this rule allows nothing.",
                "policy.yaml, line 3: the key \"read_only\" has no meaning any more, so this rule is about all calls "
                    + "that its other keys fit.",
            ],
            book.Warnings.Select(warning => warning.Message));
    }

    [Theory]
    [InlineData("rules: [\n  - x: [", "policy.yaml, line ")]
    [InlineData("rules:\n  - allow: a\n    alow: b", "policy.yaml, line 3: the key \"alow\"")]
    [InlineData("rules:\n  - allow: a\n    deny: b", "policy.yaml, line 2: a rule says exactly one")]
    [InlineData("rules:\n  - agent: a", "policy.yaml, line 2: a rule says exactly one")]
    [InlineData("rules:\n  - allow: a\n\n    up_to: R9", "policy.yaml, line 4: the key \"up_to\"")]
    [InlineData("rules:\n  - allow: a\n    up_to: R4", "R3 is the most")]
    [InlineData("rules:\n  - allow: a\n    up_to: 2", "\"up_to\"")]
    [InlineData("rules:\n  - allow: a\n    command: rm; ls", "policy.yaml, line 3: the key \"command\"")]
    [InlineData("rules:\n  - allow: a\n    command: '*'", "names no program")]
    [InlineData("rules:\n  - allow: a\n    command: ls\n    argv: [ls]", "line 4: the key \"argv\"")]
    [InlineData("rules:\n  - allow: a\n    path: ../x", "\"path\"")]
    [InlineData("rules:\n  - allow: a\n    command: cp *\n    path: x", "\"path\"")]
    [InlineData("rules:\n  - allow:", "names no tool")]
    [InlineData("rules:\n  - {allow: a, id: x}\n  - {allow: b, id: x}", "twice")]
    [InlineData("rules: all", "is no list")]
    [InlineData("all", "no keys")]
    [InlineData("rule: []", "\"rule\"")]
    [InlineData("sandboxes: strict", "\"sandboxes\"")]
    [InlineData("rules: []\n---\nrules: []", "One document")]
    [InlineData("rules: &a [*a]", "line 1")]
    [InlineData("rules: []\nrules: []", "line 2")]
    public void What_is_wrong_is_said_with_its_line_and_nothing_is_allowed_by_it(string text, string what)
    {
        Write(text);
        var book = Book();
        Assert.Contains(
            book.Problems, problem => $"{problem.Message} {problem.Hint}".Contains(what, StringComparison.Ordinal));
        Assert.All(
            book.Problems, problem => Assert.StartsWith("policy.yaml", problem.Message, StringComparison.Ordinal));
        Assert.NotNull(book.Current().Broken);
        Assert.DoesNotContain(book.Current().All, rule => rule.Source == PolicySource.File);
    }

    [Fact]
    public void A_change_of_the_file_holds_from_the_next_look_on()
    {
        var book = Book();
        Assert.Equal(PolicyRules.Shipped.All, book.Current().All);
        Write("rules: [{ deny: read_file }]");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Contains(book.Current().All, rule => rule.Decision == PolicyDecision.Deny);
        Write("rules: [");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(book.Current().Broken);
        Assert.NotEmpty(book.Problems);
        Write("rules: []");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(book.Current().Broken);
        Assert.Empty(book.Problems);
        File.Delete(Path.Combine(_data, "policy.yaml"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(PolicyRules.Shipped.All, book.Current().All);
    }

    [Fact]
    public void A_file_that_is_no_text_is_broken_rather_than_empty()
    {
        File.WriteAllBytes(Path.Combine(_data, "policy.yaml"), [0xFF, 0xFE, 0x00, 0xC3]);
        Assert.NotNull(Book().Current().Broken);
        File.WriteAllText(Path.Combine(_data, "policy.yaml"), new('#', 300_000));
        Assert.NotNull(Book().Current().Broken);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private PolicyBook Book(params (string Key, string Value)[] settings) =>
        new(settings.Select(
            pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)), _data, _time, NullLogger<PolicyBook>.Instance);

    private void Write(string text)
    {
        var path = Path.Combine(_data, "policy.yaml");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, _written = _written.AddSeconds(1));
    }
}
