using AgentGateway.Agents.Skills;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Skills;

namespace AgentGateway.Agents.Tests.Skills;

/// <summary>Folders of skills in a directory of a test.</summary>
internal static class SkillFolders
{
    public static FrontMatterReader Reader { get; } = new();

    /// <summary>A sound text of a skill of that name.</summary>
    public static string Text(string name, string description = "How it is done.", string body = "# Do it\n") =>
        $"---\nname: {name}\ndescription: {description}\n---\n{body}";

    public static string Write(string root, string name, string text, string file = SkillRules.MainFile)
    {
        var path = Path.Combine(root, name, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A gateway that reads skills of that folder as the person's own.</summary>
    public static Task<Gateway> StartAsync(string data, IReadOnlyList<SkillFolder>? shipped = null) =>
        Gateway.StartAsync(new RuntimeOptions
        {
            Skills = new(Reader) { DataFolder = data, Shipped = shipped ?? [] },
        });
}
