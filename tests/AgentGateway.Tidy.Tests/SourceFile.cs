using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>One C# file and its syntax.</summary>
internal sealed record SourceFile(string Path, string Text, CompilationUnitSyntax Syntax)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    public int LineCount => Text.Count(character => character == '\n');

    /// <summary>The folder of the project file nearest above, such as <c>src/AgentGateway.Domain</c>.</summary>
    public string ProjectFolder =>
        Repository.ProjectFiles.Select(project => project[..project.LastIndexOf('/')])
            .Where(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal))
            .MaxBy(folder => folder.Length) ?? "";

    /// <summary>The project's name, such as <c>AgentGateway.Domain</c>.</summary>
    public string Project => ProjectFolder[(ProjectFolder.LastIndexOf('/') + 1)..];

    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax.Members.SelectMany(member => member is BaseNamespaceDeclarationSyntax space ? space.Members : [member])
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static SourceFile Read(string path)
    {
        var text = Repository.Read(path);
        return new(path, text, CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, path).GetCompilationUnitRoot());
    }

    public IEnumerable<TNode> Nodes<TNode>() where TNode : SyntaxNode => Syntax.DescendantNodes().OfType<TNode>();

    /// <summary>Where a finding is, in the form that editors and terminals make a link of.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
