using System.Text;

namespace AgentGateway.Mcp.Docs;

/// <summary>
/// The pages that tell a model how to use this daemon, from the Markdown files of this folder. A page begins with its title
/// (<c># …</c>) and, after an empty line, a sentence that says what is in it.
/// </summary>
public static class DocsPages
{
    /// <summary>In the order of listing: the index first.</summary>
    public static IReadOnlyList<DocsPage> All { get; } =
    [
        .. new[] { "index", "threads", "directives", "agents", "connected-agents", "sessions", "workspaces", "tasks", "approvals", "errors", "events", "models" }.Select(Load),
    ];

    public static DocsPage? Find(string name) => All.FirstOrDefault(page => page.Name == name);

    private static DocsPage Load(string name)
    {
        using var stream = typeof(DocsPages).Assembly.GetManifestResourceStream($"docs/{name}.md")
            ?? throw new InvalidOperationException($"The page {name} is missing from the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var lines = text.Split('\n', 4);
        return new(name, lines[0]["# ".Length..], lines[2], text, Encoding.UTF8.GetByteCount(text));
    }
}
