using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

public sealed class TypeTests
{
    private static readonly string[] EmptyWords =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Impl",
    ];

    /// <summary>
    /// Records and enums are words of a conversation: those that belong together, or to the type beside them, may share
    /// a file.
    /// </summary>
    [Fact]
    public void A_file_declares_one_type_and_at_most_the_records_that_belong_to_it() => Findings.None(
        from source in Repository.Sources
        let types = source.TopLevelTypes.Where(
            type => !IsWord(type) && !IsCase(source, type)).Select(NameOf).Distinct().ToList()
        where types.Count > 1
        select $"{source.Path}: {string.Join(", ", types)}",
        "One top-level type per file.");

    [Fact]
    public void A_file_is_named_after_its_type() => Findings.None(
        from source in Repository.Sources
        let main = source.TopLevelTypes.FirstOrDefault(type => !IsWord(type)) ?? OnlyWord(source)
        where main is not null && source.Name.Split('.')[0] != NameOf(main)
        select $"{source.Path} declares {NameOf(main)}",
        "A file's name says which type it holds.");

    [Fact]
    public void A_namespace_mirrors_its_folder() => Findings.None(
        from source in Repository.Sources
        from space in source.Nodes<BaseNamespaceDeclarationSyntax>()
        let expected = (source.Project + source.Folder[source.ProjectFolder.Length..]).Replace('/', '.')
        where space.Name.ToString() != expected
        select $"{source.At(space)}: {space.Name} instead of {expected}",
        "Namespaces mirror the folders.");

    [Fact]
    public void No_name_is_an_empty_word() => Findings.None(
        from source in Repository.Sources
        from type in source.Nodes<BaseTypeDeclarationSyntax>()
        where EmptyWords.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal))
        select $"{source.At(type)}: {type.Identifier.Text}",
        "Name what the type is, not that it is something.");

    [Fact]
    public void No_interface_has_a_single_implementation()
    {
        var bases = Repository.Sources.SelectMany(source => source.Nodes<BaseTypeDeclarationSyntax>())
            .SelectMany(type => type.BaseList?.Types.Select(parent => SimpleName(parent.Type)) ?? [])
            .GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Findings.None(
            from source in Repository.Production
            from declared in source.Nodes<InterfaceDeclarationSyntax>()
            where bases.GetValueOrDefault(declared.Identifier.Text) < 2
            select $"{source.At(declared)}: {declared.Identifier.Text}",
            "An interface has at least two implementations; a twin in the tests counts.");
    }

    /// <summary>A union has a name in the plural, also while it has one case only.</summary>
    private static MemberDeclarationSyntax? OnlyWord(SourceFile source) =>
        source.TopLevelTypes.Count() == 1 && !source.Name.EndsWith("s.cs", StringComparison.Ordinal)
            ? source.TopLevelTypes.Single()
            : null;

    private static bool IsWord(
        MemberDeclarationSyntax type) =>
            type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax;

    /// <summary>A case of a closed union stands with its base.</summary>
    private static bool IsCase(SourceFile source, MemberDeclarationSyntax type) =>
        type is BaseTypeDeclarationSyntax { BaseList.Types: var parents }
        && parents.Any(
            parent => source.TopLevelTypes.Any(other => other != type && NameOf(other) == SimpleName(parent.Type)));

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax named
            ? named.Identifier.Text
            : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => type.ToString(),
    };
}
