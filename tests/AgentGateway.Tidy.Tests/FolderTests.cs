using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>
/// The folders of a project import one another in one direction, so that each can be read without what is above it.
/// </summary>
public sealed class FolderTests
{
    private const string Root = "(root)";

    [Fact]
    public void Folders_of_a_project_import_one_another_in_one_direction() => Findings.None(
        from project in Repository.Production.GroupBy(source => source.Project)
        from cycle in Cycles(Imports(project.Key, project))
        select $"{project.Key}: {cycle}",
        "A folder that imports another is not imported by it, neither directly nor through others: move the type that "
            + "is in the wrong place.");

    [Fact]
    public void The_search_for_cycles_finds_one()
    {
        var imports = new Dictionary<string, HashSet<string>>
        {
            ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A", "D"], ["D"] = [],
        };
        Assert.Equal(["A -> B -> C -> A"], Cycles(imports));
    }

    /// <summary>
    /// The top folders of a project, each with those that its files import. Files beside the project file count as a
    /// folder of their own; it is imported without a directive, so by the names of its types.
    /// </summary>
    private static Dictionary<string, HashSet<string>> Imports(string project, IEnumerable<SourceFile> sources)
    {
        var byFolder = sources.ToLookup(FolderOf);
        var rootTypes = byFolder[Root].SelectMany(source => source.TopLevelTypes).Select(NameOf).ToHashSet();
        var imports = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var folder in byFolder)
        {
            var imported = imports[folder.Key] = new(StringComparer.Ordinal);
            foreach (var used in folder.SelectMany(source => source.Nodes<UsingDirectiveSyntax>())
                .Select(used => used.NamespaceOrType.ToString()))
                if (used.StartsWith(project + ".", StringComparison.Ordinal))
                    imported.Add(used[(project.Length + 1)..].Split('.')[0]);
            if (folder.SelectMany(source => source.Nodes<SimpleNameSyntax>())
                .Any(name => rootTypes.Contains(name.Identifier.Text) && MayBeType(name)))
                imported.Add(Root);
            imported.Remove(folder.Key);
        }

        foreach (var imported in imports.Values) imported.IntersectWith(imports.Keys);
        return imports;
    }

    private static string FolderOf(SourceFile source) =>
        source.Folder.Length > source.ProjectFolder.Length
            ? source.Folder[(source.ProjectFolder.Length + 1)..].Split('/')[0]
            : Root;

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };

    /// <summary>A name that is called, or stands behind a dot, is a method or a property.</summary>
    private static bool MayBeType(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax => false,
        MemberAccessExpressionSyntax member => member.Expression == name,
        _ => true,
    };

    /// <summary>One cycle through each folder that is on any, told once.</summary>
    private static List<string> Cycles(Dictionary<string, HashSet<string>> imports)
    {
        var (cycles, told) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var start in imports.Keys.Order(StringComparer.Ordinal))
        {
            if (told.Contains(start) || WayBack(imports, start) is not { } way) continue;
            told.UnionWith(way);
            cycles.Add(string.Join(" -> ", [.. way, start]));
        }

        return cycles;
    }

    /// <summary>The shortest way from a folder back to itself; null when there is none.</summary>
    private static List<string>? WayBack(Dictionary<string, HashSet<string>> imports, string start)
    {
        var ways = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (ways.TryDequeue(out var way))
            foreach (var next in imports[way[^1]].Order(StringComparer.Ordinal))
            {
                if (next == start) return way;
                if (seen.Add(next)) ways.Enqueue([.. way, next]);
            }

        return null;
    }
}
