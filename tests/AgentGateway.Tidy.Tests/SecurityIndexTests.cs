using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>The index of the security list names tests that are there, so that none is taken away unnoticed.</summary>
public sealed partial class SecurityIndexTests
{
    [Fact]
    public void Every_test_that_the_security_index_names_is_there()
    {
        var index = Repository.Read("tests/AgentGateway.Process.Tests/Security/index.md");
        var named = Named().Matches(index).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(named);
        var present = Repository.Sources
            .SelectMany(source => source.Nodes<MethodDeclarationSyntax>())
            .Select(method =>
                $"{method.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text}.{method.Identifier.Text}")
                .ToHashSet();
        Findings.None(named.Except(present), "A test of the security index is gone, or has another name.");
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+\\.[A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex Named();
}
