using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>One C# file and its syntax, parsed and walked through once for all tests.</summary>
internal sealed class SourceFile
{
    private readonly SyntaxNode[] _nodes;

    private SourceFile(string path, string text)
    {
        (Path, Text) = (path, text);
        Syntax = CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, path).GetCompilationUnitRoot();
        _nodes = [.. Syntax.DescendantNodes()];
        LineCount = text.Count(character => character == '\n');
        ProjectFolder = Repository.ProjectFolders.Where(
            folder => path.StartsWith(folder + "/", StringComparison.Ordinal))
            .MaxBy(folder => folder.Length) ?? "";
    }

    public string Path { get; }

    public string Text { get; }

    public CompilationUnitSyntax Syntax { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    public int LineCount { get; }

    /// <summary>The folder of the project file nearest above, such as <c>src/AgentGateway.Domain</c>.</summary>
    public string ProjectFolder { get; }

    /// <summary>The project's name, such as <c>AgentGateway.Domain</c>.</summary>
    public string Project => ProjectFolder[(ProjectFolder.LastIndexOf('/') + 1)..];

    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax.Members.SelectMany(member => member is BaseNamespaceDeclarationSyntax space ? space.Members : [member])
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static SourceFile Read(string path) => new(path, Repository.Read(path));

    public IEnumerable<TNode> Nodes<TNode>() where TNode : SyntaxNode => _nodes.OfType<TNode>();

    /// <summary>Where a finding is, in the form that editors and terminals make a link of.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
