using AgentGateway.Data;
using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>What <c>agw doctor --fix</c> puts right: only what cannot lose anything.</summary>
internal static class LocalRepairs
{
    /// <returns>What was done, an entry each.</returns>
    public static IEnumerable<Finding> Run(DataDirectory data) =>
        Directory.Exists(data.Path) ? [.. TakeRightsOfOthers(data), .. LeftBehind(data)] : [];

    private static IEnumerable<Finding> TakeRightsOfOthers(DataDirectory data)
    {
        if (FileRights.OwnerOf(data.Path) != ThisProcess.EffectiveUser) yield break;
        foreach (var path in LooseFiles.In(data).ToList())
        {
            var mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, mode & ~TokenFile.Others);
            yield return Finding.Fixed(
                "data", $"{path} is for its owner alone (its mode was {Convert.ToString((int)mode, 8)})");
        }
    }

    /// <summary>
    /// What a daemon that was killed left behind is removed while the right to be the daemon is held, so that it is
    /// never another one's.
    /// </summary>
    private static List<Finding> LeftBehind(DataDirectory data)
    {
        var done = new List<Finding>();
        if (!File.Exists(data.LockFile) || DaemonLock.Take(data).IsRejected(out _, out var held)) return done;
        using (held)
        {
            var socket = DaemonFile.Read(data)?.Socket ?? data.Socket;
            foreach (var path in (string?[])[socket, data.DaemonFile])
                if (path is not null && File.Exists(path))
                {
                    File.Delete(path);
                    done.Add(Finding.Fixed("daemon", $"{path}, which a daemon that is gone left behind, is removed"));
                }
        }

        return done;
    }
}
