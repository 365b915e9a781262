using System.Text.RegularExpressions;

namespace AgentGateway.Tidy.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void Every_project_says_what_it_is_for() => Findings.None(
        from project in Repository.ProjectFiles
        where !project.StartsWith("tests/", StringComparison.Ordinal)
        let page = project[..project.LastIndexOf('/')] + "/DESIGN.md"
        where !Repository.Exists(page)
        select page,
        "Each project has a DESIGN.md: purpose, invariants, what was refused.");

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    public void The_repository_has_its_pages(string page) => Assert.True(Repository.Exists(page), $"{page} is missing.");

    [Fact]
    public void Links_between_pages_lead_somewhere() => Findings.None(
        from page in Repository.Files
        where page.EndsWith(".md", StringComparison.Ordinal)
        from Match link in Link().Matches(Repository.Read(page))
        let target = link.Groups[1].Value
        where !Repository.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
        select $"{page}: {target}",
        "A link leads to a file of the repository.");

    /// <summary>Links that are neither addresses of another scheme nor headings of the same page.</summary>
    [GeneratedRegex(@"\]\((?![a-z]+:)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
