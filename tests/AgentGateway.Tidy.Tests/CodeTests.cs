using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>Rules about code that no analyzer here enforces.</summary>
public sealed class CodeTests
{
    // Spelled in two parts, so that this file does not find itself.
    private static readonly string[] UnfinishedMarks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"];

    /// <summary>Files whose code runs on a thread of its own or ends the program, which may block.</summary>
    private static readonly string[] OwnThreads = ["WorkQueue.cs", "OutputWriter.cs", "CommandLine.cs"];

    private static readonly Lazy<HashSet<string>> OwnInterfaces = new(() =>
        [.. Repository.Sources.SelectMany(
            source => source.Nodes<InterfaceDeclarationSyntax>()).Select(type => type.Identifier.Text)]);

    [Fact]
    public void Nothing_is_left_for_later() => Findings.None(
        from source in Repository.Sources
        from comment in source.Syntax.DescendantTrivia(descendIntoTrivia: true)
        where comment.IsKind(SyntaxKind.SingleLineCommentTrivia) || comment.IsKind(SyntaxKind.MultiLineCommentTrivia)
        let text = comment.ToString()
        from mark in UnfinishedMarks
        where text.Contains(mark, StringComparison.Ordinal)
        select $"{source.Path}: {text}",
        "Finish it, or open an issue.");

    [Fact]
    public void No_method_is_without_a_body_of_its_own() => Findings.None(
        from source in Repository.Production
        from name in source.Nodes<IdentifierNameSyntax>()
        where name.Identifier.Text == "NotImplementedException"
        select source.At(name),
        "Nothing throws NotImplementedException.");

    [Fact]
    public void No_regions() => Findings.None(
        from source in Repository.Sources
        where source.Syntax.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
        select source.Path,
        "A file that needs regions is too long.");

    [Fact]
    public void Only_the_hall_touches_the_console() => Findings.None(
        from source in Repository.Production
        where source.Project != "AgentGateway"
        from name in source.Nodes<IdentifierNameSyntax>()
        where name.Identifier.Text == "Console"
            && name.Parent is MemberAccessExpressionSyntax access
            && access.Expression == name
        select source.At(name),
        "Only the hall knows that there is a console.");

    [Fact]
    public void No_async_void() => Findings.None(
        from source in Repository.Sources
        from method in source.Nodes<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select source.At(method),
        "No caller could wait for it or see it fail.");

    [Fact]
    public void No_code_blocks_on_a_task() => Findings.None(
        from source in Repository.Production
        where !OwnThreads.Contains(source.Name)
        from access in source.Nodes<MemberAccessExpressionSyntax>()
        where access.Name.Identifier.Text == "GetResult"
            && access.Expression.ToString().EndsWith(".GetAwaiter()", StringComparison.Ordinal)
        select source.At(access),
        "Blocking on a task ties up a thread of the pool.");

    [Fact]
    public void A_cancellation_token_comes_last_and_is_required() => Findings.None(
        from source in Repository.Production
        from method in source.Nodes<BaseMethodDeclarationSyntax>()
        where !IsDictated(method)
        let parameters = method.ParameterList.Parameters
        from token in parameters.Where(IsToken)
        where token.Default is not null || parameters.SkipWhile(other => other != token).Any(other => !IsToken(other))
        select source.At(method),
        "CancellationToken is the last parameter and has no default.");

    private static bool IsToken(ParameterSyntax parameter) => parameter.Type?.ToString() == "CancellationToken";

    /// <summary>
    /// Whether a type from outside dictates the signature: an override, or a class that implements a foreign
    /// interface.
    /// </summary>
    private static bool IsDictated(BaseMethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.OverrideKeyword)
        || (method.Parent is BaseTypeDeclarationSyntax { BaseList.Types: var parents }
            && parents.Any(
                parent => LooksLikeInterface(parent.Type.ToString())
                    && !OwnInterfaces.Value.Contains(parent.Type.ToString().Split('<')[0])));

    private static bool LooksLikeInterface(string name) => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]);
}
