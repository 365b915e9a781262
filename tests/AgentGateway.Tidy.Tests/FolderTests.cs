using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentGateway.Tidy.Tests;

/// <summary>
/// The folders of a project import one another in one direction, so that each can be read without what is above it.
/// </summary>
public sealed class FolderTests
{
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

    /// <summary>The top folders of a project, each with those that its files import.</summary>
    private static Dictionary<string, HashSet<string>> Imports(string project, IEnumerable<SourceFile> sources)
    {
        var imports = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var source in sources.Where(source => source.Folder.Length > source.ProjectFolder.Length))
        {
            var folder = source.Folder[(source.ProjectFolder.Length + 1)..].Split('/')[0];
            if (!imports.TryGetValue(folder, out var imported))
                imports[folder] = imported = new(StringComparer.Ordinal);
            foreach (var used in source.Nodes<UsingDirectiveSyntax>().Select(used => used.NamespaceOrType.ToString()))
                if (used.StartsWith(project + ".", StringComparison.Ordinal))
                    imported.Add(used[(project.Length + 1)..].Split('.')[0]);
            imported.Remove(folder);
        }

        foreach (var imported in imports.Values) imported.IntersectWith(imports.Keys);
        return imports;
    }

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
