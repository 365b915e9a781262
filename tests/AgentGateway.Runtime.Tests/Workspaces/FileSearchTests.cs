using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class FileSearchTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("agw-search-").FullName;
    private readonly string _workspace;
    private readonly FileSearch _search;

    public FileSearchTests()
    {
        _workspace = Directory.CreateDirectory(Path.Combine(_root, "w")).FullName;
        var data = Directory.CreateDirectory(Path.Combine(_workspace, "data")).FullName;
        var zones = new PathZones("/home/nobody", [data], []);
        _search = new(new(zones), zones, TimeProvider.System);
        File("src/one.cs", "first needle\nnothing\nneedle twice needle\n");
        File("src/deep/two.txt", "a needle here");
        File("build/three.cs", "needle that git ignores");
        File("src/four.log", "needle in a log");
        File("src/keep.log", "needle that is kept");
        File(".gitignore", "# what is made\n/build/\n*.log\n!keep.log\n");
        File(".git/config", "needle of git");
        File(".env", "NEEDLE=needle");
        File("data/token", "needle of the daemon");
        System.IO.File.WriteAllBytes(Path.Combine(_workspace, "binary"), [.. "needle"u8, 0]);
        System.IO.File.WriteAllText(Path.Combine(_root, "outside"), "needle outside");
        System.IO.File.CreateSymbolicLink(Path.Combine(_workspace, "link"), Path.Combine(_root, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(_workspace, "up"), _root);
    }

    [Fact]
    public void Lines_are_found_where_git_would_look()
    {
        var found = Find("needle").Value;
        Assert.Equal(["src/keep.log:1", "src/one.cs:1", "src/one.cs:3", "src/deep/two.txt:1"], Places(found));
        Assert.Equal("needle twice needle", found.Hits[2].Text);
        Assert.Equal("1 files that look like secrets were not searched", found.Note);
    }

    [Fact]
    public void A_search_can_be_narrowed_and_widened()
    {
        Assert.Equal(["src/one.cs:1", "src/one.cs:3"], Places(Find("needle", glob: "*.cs").Value));
        Assert.Equal(["src/deep/two.txt:1"], Places(Find("needle", path: "src/deep").Value));
        Assert.Equal(["src/deep/two.txt:1"], Places(Find("needle", glob: "src/**/*.txt").Value));
        Assert.Equal([".env:1"], Places(Find("needle", path: ".env").Value));
        Assert.Equal(["src/one.cs:1"], Places(Find("^first n..dle$").Value));
        Assert.Empty(Find("n..dle", literal: true).Value.Hits);
        Assert.Empty(Find("FIRST").Value.Hits);
        Assert.Single(Find("FIRST", ignoreCase: true).Value.Hits);
        var limited = Find("needle", limit: 2).Value;
        Assert.Equal((2, true), (limited.Hits.Count, limited.Note!.Contains("more than 2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("(", null, "pattern_invalid")]
    [InlineData("", null, "pattern_invalid")]
    [InlineData("needle", "../outside", "file_not_found")]
    [InlineData("needle", "link", "file_not_found")]
    [InlineData("needle", "data", "file_not_found")]
    [InlineData("needle", "nowhere", "file_not_found")]
    [InlineData("needle", "binary", "file_not_found")]
    public void What_cannot_be_searched_is_said(
        string pattern, string? path, string code) => Assert.Equal(code, Find(pattern, path: path).Rejection?.Code);

    [Fact]
    public void A_pattern_that_would_never_end_is_stopped()
    {
        File("long.txt", new string('a', 200_000) + "b");
        Assert.Empty(Find("^(a+)+$", path: "long.txt").Value.Hits);
        Assert.Equal("pattern_too_slow", Find("^(?=(a+)+$)", path: "long.txt").Rejection?.Code);
    }

    [Fact]
    public void A_long_line_is_shown_around_its_match()
    {
        File("wide.txt", new string('x', 5_000) + "needle" + new string('y', 5_000));
        var hit = Assert.Single(Find("needle", path: "wide.txt").Value.Hits);
        Assert.InRange(hit.Text.Length, 300, 302);
        Assert.Contains("needle", hit.Text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<string> Places(FileHits found) => found.Hits.Select(hit => $"{hit.Path}:{hit.Line}");

    private Outcome<FileHits> Find(
        string pattern,
        bool literal = false,
        bool ignoreCase = false,
        string? path = null,
        string? glob = null,
        int limit = 100) =>
        _search.Search(
            _workspace, new(
                pattern, literal, ignoreCase, path, glob, limit), [], TestContext.Current.CancellationToken);

    private void File(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_workspace, path))!);
        System.IO.File.WriteAllText(Path.Combine(_workspace, path), text);
    }
}
