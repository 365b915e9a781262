using AgentGateway.Runtime.Skills;

namespace AgentGateway.Agents.Skills;

/// <summary>The skills that come with the program, as folders of the same form that people write.</summary>
public static class ShippedSkills
{
    private const string Prefix = "skills/";

    /// <summary>Read once, since a program does not change while it runs.</summary>
    public static IReadOnlyList<SkillFolder> All { get; } =
    [
        .. typeof(ShippedSkills).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Resource: name, Path: name[Prefix.Length..].Replace('\\', '/').Split('/', 2)))
            .GroupBy(file => file.Path[0])
            .OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .Select(folder => new SkillFolder(
                folder.Key, $"(program)/skills/{folder.Key}",
                [
                    .. folder.Select(file => new SkillFile(file.Path[1], Bytes(file.Resource)))
                        .OrderBy(file => file.Path, StringComparer.Ordinal),
                ])),
    ];

    private static byte[] Bytes(string resource)
    {
        using var stream = typeof(ShippedSkills).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
