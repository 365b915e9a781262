using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

public sealed class SizeTests
{
    private const int FileLinesMax = 500;
    private const int FileLinesUsual = 300;
    private const int MethodLinesMax = 70;
    private const int MethodLinesUsual = 40;

    [Fact]
    public void No_file_is_longer_than_500_lines() => Findings.None(
        Repository.Sources.Where(
            source => source.LineCount > FileLinesMax).Select(source => $"{source.Path}: {source.LineCount} lines"),
        $"A file has at most {FileLinesMax} lines: split it by idea.");

    [Fact]
    public void No_method_is_longer_than_70_lines() => Findings.None(
        from source in Repository.Sources
        from method in Methods(source)
        let lines = Lines(method)
        where lines > MethodLinesMax
        select $"{source.At(method)}: {lines} lines",
        $"A method has at most {MethodLinesMax} lines.");

    [Fact]
    public void Nineteen_files_of_twenty_have_at_most_300_lines() =>
        Assert.InRange(Percentile95(Repository.Production.Select(source => source.LineCount)), 1, FileLinesUsual);

    [Fact]
    public void Nineteen_methods_of_twenty_have_at_most_40_lines() =>
        Assert.InRange(Percentile95(Repository.Production.SelectMany(Methods).Select(Lines)), 1, MethodLinesUsual);

    private static IEnumerable<SyntaxNode> Methods(SourceFile source) =>
        source.Nodes<SyntaxNode>()
            .Where(node => node is BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax
                or PropertyDeclarationSyntax { ExpressionBody: not null });

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static int Percentile95(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)(0.95 * (sorted.Count - 1))];
    }
}
