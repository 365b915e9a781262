using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>The pattern files of a person beside those of the program.</summary>
public sealed class PatternLibraryTests : IDisposable
{
    private const string Idle = "its prompt stands";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_persons_file_counts_at_once_and_names_its_line()
    {
        var library = new PatternLibrary(Path.Combine(_folder.Path, "status"));
        Assert.Null(library.Current.Find(Program("mine")));
        Assert.Null(Assert.Single(library.Current.All, each => each.Name == "claude.json").VersionOn("nothing"));
        Write("mine.json", Rules("mine", "ready>"));
        var evidence = library.Current.Find(Program("mine"))!.OfScreen(new("ready>"), null, Now);
        Assert.Equal(
            (SessionStatus.Idle, Idle, "status/mine.json:3"), (evidence!.Status, evidence.Reason, evidence.Rule));
        Write("mine.json", Rules("mine", "another prompt>"));
        Assert.Null(library.Current.Find(Program("mine"))!.OfScreen(new("ready>"), null, Now));
        File.Delete(Path.Combine(_folder.Path, "status", "mine.json"));
        Assert.Null(library.Current.Find(Program("mine")));
    }

    [Fact]
    public void A_file_of_the_same_name_replaces_ours()
    {
        Write("claude.json", Rules("claude", "ready>"));
        var library = new PatternLibrary(Path.Combine(_folder.Path, "status"));
        Assert.DoesNotContain(library.Current.All, each => each.Name == "claude.json");
        Assert.Equal("status/claude.json", library.Current.Find(Program("claude"))?.Name);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_and_the_one_before_stays()
    {
        var library = new PatternLibrary(Path.Combine(_folder.Path, "status"));
        Write("mine.json", Rules("mine", "ready>"));
        Assert.NotNull(library.Current.Find(Program("mine")));
        Assert.Empty(library.Problems);
        foreach (var (text, why) in (IEnumerable<(string, string)>)
        [
            ("{", "JSON"),
            (Rules("mine", "(ready>"), "ready"),
            (Rules("mine", "x").Replace("idle", "lazy", StringComparison.Ordinal), "'lazy' is not a status"),
            (Rules("mine", "x").Replace("\"screen\"", "\"place\"", StringComparison.Ordinal), "where is"),
            (Rules("mine", "x").Replace("agent", "animal", StringComparison.Ordinal), "'animal'"),
        ])
        {
            Write("mine.json", text);
            Assert.NotNull(library.Current.Find(Program("mine"))!.OfScreen(new("ready>"), null, Now));
            var problem = Assert.Single(library.Problems);
            Assert.EndsWith("mine.json", problem.Path, StringComparison.Ordinal);
            Assert.Contains(why, problem.Reason, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData(">=2.1 <3", "2.1.0", true)]
    [InlineData(">=2.1 <3", "2.1.328", true)]
    [InlineData(">=2.1 <3", "3.0", false)]
    [InlineData(">=2.1 <3", "2.0.9", false)]
    [InlineData("=1.2", "1.2.0", true)]
    [InlineData(">1.2", "1.2.1-beta", true)]
    [InlineData(">=9", null, true)]
    public void A_rule_holds_for_its_versions(string range, string? version, bool holds) =>
        Assert.Equal(holds, VersionRange.Parse(range).Contains(version));

    [Fact]
    public void A_range_that_is_none_is_refused() =>
        Assert.Throws<ArgumentException>(() => VersionRange.Parse("2.1 or later"));

    private static ProgramName Program(string name) => ProgramName.Of([name])!;

    private static string Rules(string name, string pattern) =>
        $$"""
        { "program": "Mine", "kind": "agent", "names": ["{{name}}"],
          "rules": [
            { "status": "idle", "where": "screen", "pattern": "{{pattern}}", "says": "{{Idle}}" }
          ] }
        """;

    private void Write(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "status"));
        File.WriteAllText(Path.Combine(folder.FullName, name), text);
    }
}
