using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>Imports point down only, and each project quarantines one kind of dependency.</summary>
public sealed class ImportTests
{
    /// <summary>What each project may see. Front ends, agents and storage never see one another.</summary>
    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        ["AgentGateway.Domain"] = [],
        ["AgentGateway.Posix"] = [],
        ["AgentGateway.Runtime"] =
        [
            "AgentGateway.Domain", "AgentGateway.Posix", "AgentGateway.ShellPolicy", "AgentGateway.Terminal",
        ],
        ["AgentGateway.ShellPolicy"] = [],
        ["AgentGateway.Terminal"] = ["AgentGateway.Posix"],
        ["AgentGateway.Storage"] = ["AgentGateway.Runtime", "AgentGateway.Domain", "AgentGateway.Terminal"],
        ["AgentGateway.Agents"] = ["AgentGateway.Runtime", "AgentGateway.Domain"],
        ["AgentGateway.Mcp"] = ["AgentGateway.Runtime", "AgentGateway.Domain"],
        ["AgentGateway.McpClients"] = ["AgentGateway.Runtime", "AgentGateway.Domain", "AgentGateway.Terminal"],
        ["AgentGateway.Gateways"] = ["AgentGateway.Runtime", "AgentGateway.Domain"],
        ["AgentGateway.Gateways.Discord"] = ["AgentGateway.Gateways", "AgentGateway.Runtime"],
        ["AgentGateway.Gateways.Slack"] = ["AgentGateway.Gateways", "AgentGateway.Runtime"],
        ["AgentGateway.Gateways.Telegram"] = ["AgentGateway.Gateways", "AgentGateway.Runtime"],
        ["AgentGateway"] =
        [
            "AgentGateway.Domain", "AgentGateway.Posix", "AgentGateway.Terminal", "AgentGateway.Runtime",
            "AgentGateway.Storage", "AgentGateway.Agents", "AgentGateway.Mcp", "AgentGateway.McpClients",
            "AgentGateway.Gateways", "AgentGateway.Gateways.Discord", "AgentGateway.Gateways.Slack",
            "AgentGateway.Gateways.Telegram",
        ],
    };

    /// <summary>Packages and their namespaces by first words, and the projects that alone may use them.</summary>
    private static readonly Dictionary<string, string[]> Quarantine = new()
    {
        ["Anthropic"] = ["AgentGateway.Agents"],
        ["Microsoft.AspNetCore"] = ["AgentGateway", "AgentGateway.Mcp"],
        ["Microsoft.Data.Sqlite"] = ["AgentGateway.Storage"],
        ["Microsoft.Extensions.AI"] = ["AgentGateway.Agents"],
        ["Microsoft.Extensions.DependencyInjection"] =
        [
            "AgentGateway", "AgentGateway.Agents", "AgentGateway.Gateways", "AgentGateway.Mcp",
            "AgentGateway.McpClients", "AgentGateway.Runtime",
        ],
        ["Microsoft.Extensions.Logging"] =
        [
            "AgentGateway", "AgentGateway.Agents", "AgentGateway.Gateways", "AgentGateway.Mcp", "AgentGateway.Runtime",
            "AgentGateway.Storage",
        ],
        ["Microsoft.Extensions.Options"] =
        [
            "AgentGateway", "AgentGateway.Agents", "AgentGateway.Mcp", "AgentGateway.Runtime", "AgentGateway.Storage",
        ],
        ["Microsoft.Win32.SystemEvents"] = ["AgentGateway"],
        ["ModelContextProtocol"] = ["AgentGateway.Mcp", "AgentGateway.McpClients"],
        ["OpenAI"] = ["AgentGateway.Agents"],
        ["QRCoder"] = ["AgentGateway"],
        ["SQLitePCL"] = ["AgentGateway.Storage"],
        ["SQLitePCLRaw"] = ["AgentGateway.Storage"],
        ["System.ClientModel"] = ["AgentGateway.Agents"],
        ["System.CommandLine"] = ["AgentGateway"],
        ["System.Drawing"] = ["AgentGateway"],
        ["YamlDotNet"] = ["AgentGateway.Agents"],
    };

    [Fact]
    public void Every_project_stands_in_the_plan_and_in_the_solution()
    {
        var solution = Repository.Read("AgentGateway.sln").Replace('\\', '/');
        Findings.None(
            Repository.ProjectFiles.Where(
                file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal))
                    .Select(file => $"{file} is not in AgentGateway.sln")
                .Concat(ProductionProjects()
                    .Where(file => !MaySee.ContainsKey(NameOf(file)))
                    .Select(file => $"{file} has no place among the directions of import")),
            "A project is planned before it is made.");
    }

    [Fact]
    public void Projects_reference_downwards_only() => Findings.None(
        from file in ProductionProjects()
        from reference in References(file, "ProjectReference")
        let target = NameOf(reference)
        where !MaySee.GetValueOrDefault(NameOf(file), []).Contains(target)
        select $"{file} references {target}",
        "Imports point down only.");

    [Fact]
    public void Usings_point_downwards_only() => Findings.None(
        from source in Repository.Production
        from used in Usings(source)
        let owner = OwnerOf(used)
        where owner is not null
            && owner != source.Project
            && !MaySee.GetValueOrDefault(source.Project, []).Contains(owner)
        select $"{source.Path} uses {used}",
        "Imports point down only.");

    [Fact]
    public void A_package_is_referenced_only_where_it_is_quarantined() => Findings.None(
        from file in ProductionProjects()
        from package in References(file, "PackageReference").Concat(References(file, "FrameworkReference"))
        where !Allowed(package).Contains(NameOf(file))
        select $"{file} references {package}",
        "Each project quarantines one kind of dependency; a new package is added to the table here, with thought.");

    [Fact]
    public void A_package_is_used_only_where_it_is_quarantined() => Findings.None(
        from source in Repository.Production
        from used in Usings(source)
        where Quarantine.Keys.Any(prefix => StartsWithWords(used, prefix)) && !Allowed(used).Contains(source.Project)
        select $"{source.Path} uses {used}",
        "Each project quarantines one kind of dependency.");

    private static IEnumerable<string> ProductionProjects() =>
        Repository.ProjectFiles.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal));

    private static IEnumerable<string> References(string projectFile, string element) =>
        XDocument.Parse(
            Repository.Read(projectFile))
                .Descendants(element)
                .Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string NameOf(string projectFile) => Path.GetFileNameWithoutExtension(projectFile);

    private static IEnumerable<string> Usings(SourceFile source) =>
        source.Nodes<UsingDirectiveSyntax>().Select(used => used.NamespaceOrType.ToString());

    private static string? OwnerOf(string used) =>
        !StartsWithWords(used, "AgentGateway")
            ? null
            : MaySee.Keys.Where(project => StartsWithWords(used, project)).MaxBy(project => project.Length);

    private static string[] Allowed(string name) =>
        Quarantine.Where(
            entry => StartsWithWords(name, entry.Key))
                .OrderByDescending(entry => entry.Key.Length)
                .Select(entry => entry.Value)
                .FirstOrDefault([]);

    private static bool StartsWithWords(
        string name, string prefix) => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);
}
