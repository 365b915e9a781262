using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>What is wired together is a constructor's argument, and there are few of them.</summary>
public sealed class ParameterTests
{
    private const int ParametersMax = 8;

    [Fact]
    public void No_constructor_and_no_record_has_more_than_eight_parameters() => Findings.None(
        from source in Repository.Production
        from node in source.Nodes<SyntaxNode>()
        let parameters = node switch
        {
            ConstructorDeclarationSyntax made => made.ParameterList,
            TypeDeclarationSyntax type => type.ParameterList,
            _ => null,
        }
        where parameters?.Parameters.Count > ParametersMax
        select $"{source.At(node)}: {parameters!.Parameters.Count}",
        $"Group what belongs together: at most {ParametersMax} positional parameters.");

    /// <summary>A delegate that is set after construction is one that is called before it is there.</summary>
    [Fact]
    public void No_delegate_is_set_after_construction() => Findings.None(
        from source in Repository.Production
        from property in source.Nodes<PropertyDeclarationSyntax>()
        where property.AccessorList?.Accessors.Any(SyntaxKind.SetAccessorDeclaration) is true
        let type = property.Type.ToString()
        where type.StartsWith("Func<", StringComparison.Ordinal) || type.StartsWith("Action", StringComparison.Ordinal)
        select source.At(property),
        "What is wired together is a constructor's argument: no property set afterwards.");
}
