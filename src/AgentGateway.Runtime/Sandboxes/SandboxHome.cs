using System.Security.Cryptography;
using System.Text;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// The home directory that programs in a sandbox see: one for each workspace, kept from run to run, so that caches of
/// package managers last. It holds nothing of the person's own but the name that git commits bear.
/// </summary>
/// <param name="directory">Where they are kept: <c>DATA/sandbox-homes</c>.</param>
/// <param name="home">The person's home directory.</param>
internal sealed class SandboxHome(string directory, string home)
{
    private const int DigestLetters = 16;
    private const int SettingsBytesMax = 256 * 1024;

    private static readonly string[] SettingsFiles = [".config/git/config", ".gitconfig"];

    /// <summary>The directory for a workspace, made when it is missing; null for calls without a workspace.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public string Of(string? root)
    {
        var name = root is null
            ? "none"
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..DigestLetters];
        var path = Path.Combine(directory, name);
        if (Directory.Exists(path)) return path;
        PrivateFiles.MakeDirectory(directory);
        PrivateFiles.MakeDirectory(path);
        var user = User();
        if (user.Count > 0)
            File.WriteAllText(Path.Combine(path, ".gitconfig"), $"[user]\n{string.Join("", user.Select(Line))}");
        return path;
    }

    /// <summary>
    /// Makes the place at which something is mounted in that home. A link on the way is removed: a program in the
    /// sandbox put it there, and it may lead out of this home.
    /// </summary>
    /// <param name="path">Relative to the home.</param>
    /// <exception cref="IOException">It cannot be made, or a program changes it at the same time.</exception>
    public void MakePoint(string? root, string path, bool isDirectory)
    {
        var names = path.Split('/');
        var directory = Pinned(Of(root));
        try
        {
            for (var index = 0; index < names.Length; index++)
            {
                var way = directory.At(names[index]);
                if (new FileInfo(way) is { LinkTarget: not null }) File.Delete(way);
                if (index == names.Length - 1 && !isDirectory)
                {
                    if (!Path.Exists(way)) PrivateFiles.Create(way, PrivateFiles.FileMode).Dispose();
                    return;
                }

                var expected = Path.Combine(directory.RealPath, names[index]);
                Directory.CreateDirectory(way);
                var next = Pinned(way);
                directory.Dispose();
                directory = next;
                if (directory.RealPath != expected) throw new IOException($"{path} is being changed.");
            }
        }
        finally
        {
            directory.Dispose();
        }
    }

    private static PinnedDirectory Pinned(string path) =>
        PinnedDirectory.Open(path) ?? throw new IOException($"{path} cannot be opened.");

    private static string Line((string Name, string Value) entry) => $"\t{entry.Name} = {entry.Value}\n";

    /// <summary>
    /// <c>user.name</c> and <c>user.email</c> of the person's own git settings, read as text: everything else in there
    /// may hold a credential or name a program.
    /// </summary>
    private List<(string Name, string Value)> User()
    {
        var found = new List<(string, string)>();
        foreach (var file in SettingsFiles.Select(name => Path.Combine(home, name)))
        {
            if (!File.Exists(file) || new FileInfo(file).Length > SettingsBytesMax) continue;
            var section = "";
            foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
            {
                if (line.StartsWith('[')) section = line;
                else if (section == "[user]" && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value]
                    && name.ToLowerInvariant() is "name" or "email")
                    found.Add((name.ToLowerInvariant(), value));
            }
        }

        return found;
    }
}
