using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>
/// One tool, one file, and one module that registers it. What is listed, and how it looks to a client, is asked of the
/// running program.
/// </summary>
public sealed class ToolTableTests
{
    private const string Project = "src/AgentGateway.Runtime/";

    /// <summary>Made for each tool of an outside server.</summary>
    private const string Outside = "OutsideTool";

    [Fact]
    public void A_tool_is_registered_by_one_module() => Findings.None(
        from tool in Tools()
        where Registered().Count(name => name == tool.Name) != 1
        select tool.Place,
        "A tool is called once a module registers it (.Tool<NameTool>()), and is listed once: so one module does.");

    [Fact]
    public void A_tool_stands_in_the_tools_of_its_capability_and_in_a_file_of_its_name() => Findings.None(
        from tool in Tools()
        where !tool.Path.EndsWith($"/Tools/{tool.Name}.cs", StringComparison.Ordinal)
        select tool.Place,
        "A tool is guessed before it is searched: Capability/Tools/NameTool.cs.");

    private static IEnumerable<(string Name, string Path, string Place)> Tools() =>
        from source in Repository.Production
        where source.Path.StartsWith(Project, StringComparison.Ordinal)
        from type in source.Nodes<ClassDeclarationSyntax>()
        let name = type.Identifier.Text
        where name != Outside && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
            && (type.BaseList?.Types.Any(parent => IsToolBase(parent.Type.ToString())) ?? false)
        select (name, source.Path, source.At(type));

    /// <summary>What modules register with <c>.Tool&lt;X&gt;()</c>.</summary>
    private static List<string> Registered() =>
    [
        .. from source in Repository.Production
           where source.Path.EndsWith("Module.cs", StringComparison.Ordinal)
           from name in source.Nodes<GenericNameSyntax>()
           where name.Identifier.Text == "Tool"
           select name.TypeArgumentList.Arguments[0].ToString(),
    ];

    private static bool IsToolBase(string type) => type.Split('<', '(')[0] is "Tool" or "TurnTool";
}
