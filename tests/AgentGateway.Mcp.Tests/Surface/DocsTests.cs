using System.Text.RegularExpressions;
using System.Xml.Linq;
using AgentGateway.Domain.Streams;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>What models are told about the daemon is true.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Pages => [.. DocsPages.All.Select(page => page.Name)];

    [Fact]
    public void Every_code_with_which_the_daemon_refuses_is_explained()
    {
        var explained = ExplainedCode()
            .Matches(DocsPages.Find("errors")!.Text)
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        var missing = Sources()
            .SelectMany(
                file => Refusal()
                    .Matches(File.ReadAllText(file))
                    .Select(match => (Code: match.Groups[1].Value, File: Path.GetFileName(file))))
            .Where(refusal => !explained.Contains(refusal.Code))
            .Distinct()
            .ToList();
        Assert.True(
            missing.Count == 0,
            $"Docs/errors.md does not explain: {string.Join(", ", missing.Select(one => $"{one.Code} ({one.File})"))}");
    }

    [Fact]
    public void The_sources_are_really_looked_through() =>
        Assert.Contains(
            Sources(),
            file => Refusal().IsMatch(File.ReadAllText(file))
                && file.EndsWith("ThreadRejections.cs", StringComparison.Ordinal));

    [Fact]
    public void Every_event_type_is_named() =>
        Assert.All(
            DomainStreams.All.SelectMany(kind => kind.Events),
            type => Assert.Contains($"`{type.Name}`", DocsPages.Find("events")!.Text, StringComparison.Ordinal));

    [Fact]
    public void The_index_leads_to_every_other_page() =>
        Assert.All(
            DocsPages.All.Skip(1),
            page => Assert.Contains($"agw://docs/{page.Name}", DocsPages.All[0].Text, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_a_title_and_a_summary_and_is_short(string name)
    {
        var page = DocsPages.Find(name)!;
        Assert.NotEmpty(page.Title);
        Assert.EndsWith(".", page.Summary, StringComparison.Ordinal);
        // Lists are looked up; every other page is read from beginning to end.
        Assert.InRange(
            page.Text.Length, 500, name is "errors" or "tools" or "command-line" or "settings" ? 40_000 : 8000);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_name_only_tools_and_pages_that_exist(string name)
    {
        var text = DocsPages.Find(name)!.Text;
        var tools = UnstartedGateway.Tools.Select(tool => tool.Name).ToHashSet();
        var notTools = ExplainedCode()
            .Matches(DocsPages.Find("errors")!.Text)
            .Select(match => match.Groups[1].Value)
            .Concat(["thread_id", "agent_id", "session_id", "task_id"]);
        Assert.All(
            ToolName().Matches(text).Select(match => match.Value).Except(notTools),
            word => Assert.Contains(word, tools));
        Assert.All(
            PageAddress().Matches(text).Select(match => match.Groups[1].Value),
            page => Assert.NotNull(DocsPages.Find(page)));
    }

    /// <summary>
    /// A code followed by its message: how refusals and failures are written everywhere. Verbs look alike.
    /// </summary>
    [GeneratedRegex("""(?<!Command \w+\([^\n]*)\bnew(?: Rejection| Refusal| Failure)?\(\s*"([a-z][a-z0-9_]+)",\s*\$?@?"+[A-Z{\\]""")]
    private static partial Regex Refusal();

    [GeneratedRegex("""(?<=^\|[^|\n]*)`([a-z0-9_]+)`""", RegexOptions.Multiline)]
    private static partial Regex ExplainedCode();

    [GeneratedRegex("""\b(?:agent|thread|session|workspace|task|artifact)_[a-z]+\b""")]
    private static partial Regex ToolName();

    [GeneratedRegex("agw://docs/([a-z-]+)")]
    private static partial Regex PageAddress();

    private static IEnumerable<string> Sources([System.Runtime.CompilerServices.CallerFilePath] string path = "")
    {
        var root = new DirectoryInfo(path);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "AgentGateway.sln"))) root = root.Parent;
        // Only projects that the program uses can refuse a call: one that it does not use yet has no caller to explain
        // itself to.
        var projects = new HashSet<string>();
        Include(Path.Combine(root!.FullName, "src", "AgentGateway", "AgentGateway.csproj"));
        return projects.SelectMany(
            project => Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        void Include(string project)
        {
            if (!projects.Add(project)) return;
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference"))
                Include(Path.GetFullPath(
                    Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value)));
        }
    }
}
