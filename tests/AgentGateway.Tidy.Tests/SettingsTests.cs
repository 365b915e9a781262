using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>The daemon checks settings against the schema, so what is not in it could not be set.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void Every_setting_stands_in_the_schema()
    {
        var schema = JsonNode.Parse(Repository.Read("appsettings.schema.json"))!["properties"]!.AsObject();
        var sections = Repository.Production.SelectMany(source => BoundSection().Matches(source.Text))
            .Select(match => (Section: match.Groups["section"].Value, Type: match.Groups["type"].Value))
                .Distinct()
                .ToList();
        foreach (var section in (string[])["Approvals", "Tasks", "Artifacts", "Threads", "Sessions"])
            Assert.Contains(section, sections.Select(bound => bound.Section));
        foreach (var section in (string[])["Policy", "McpServers", "Agents", "Providers"])
            Assert.True(schema.ContainsKey(section), section);
        Findings.None(
            from bound in sections
            from type in Repository.Production.SelectMany(
                source => source.Nodes<ClassDeclarationSyntax>()).Where(type => type.Identifier.Text == bound.Type)
            from property in type.Members.OfType<PropertyDeclarationSyntax>()
            where property.AccessorList?.Accessors.Any(
                accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is true
            where schema[bound.Section]?["properties"]?[property.Identifier.Text]?["description"] is null
            select $"{bound.Section}:{property.Identifier.Text}",
            "appsettings.schema.json describes every setting.");
    }

    [GeneratedRegex(
        @"GetSection\(""(?<section>\w+)""\)\.Get<(?<type>\w+)>|\.Settings<(?<type>\w+)>\(""(?<section>\w+)""[,)]")]
    private static partial Regex BoundSection();
}
