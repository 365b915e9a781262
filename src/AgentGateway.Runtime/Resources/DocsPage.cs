using System.Reflection;
using System.Text;

namespace AgentGateway.Runtime.Resources;

/// <summary>
/// A page in Markdown that tells a model how to use the daemon, served as <c>agw://docs/NAME</c>. A page begins with
/// its title (<c># …</c>) and, after an empty line, a sentence that says what is in it.
/// </summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Bytes">The length of the text in UTF-8.</param>
public sealed record DocsPage(string Name, string Title, string Summary, string Text, int Bytes)
{
    /// <summary>The page that a capability keeps beside its code, embedded in its assembly.</summary>
    /// <exception cref="InvalidOperationException">There is no such page in the assembly.</exception>
    public static DocsPage Of(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream($"docs/{name}.md")
            ?? throw new InvalidOperationException($"The page {name} is missing from the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var lines = text.Split('\n', 4);
        return new(name, lines[0]["# ".Length..], lines[2], text, Encoding.UTF8.GetByteCount(text));
    }
}
