using System.Globalization;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Data;

/// <summary>
/// The right to be the daemon of a data directory: a lock on an open file, which the system takes back when the process
/// ends, also when it is killed. The file itself stays and means nothing.
/// </summary>
internal sealed class DaemonLock(SafeFileHandle file) : IDisposable
{
    /// <summary>Takes the lock, or says who has it.</summary>
    public static Outcome<DaemonLock> Take(DataDirectory data)
    {
        // Not opened by .NET, which would put a lock of its own on the file, unless the environment says otherwise.
        var file = Descriptor.Open(data.LockFile, OpenFlags.ReadWrite | OpenFlags.Create, DataDirectory.OwnerFile);
        if (Descriptor.TryLock(file))
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(
                file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), 0);
            return new DaemonLock(file);
        }

        var holder = Holder(file);
        file.Dispose();
        var daemon = DaemonFile.Read(data) is { } known && (holder is null || known.Pid == holder) ? known : null;
        var who = daemon is not null
            ? $"pid {daemon.Pid}, {daemon.Url}"
            : holder is not null ? $"pid {holder}, not ready yet" : "not ready yet";
        return new Rejection("daemon_running", $"A daemon already runs on {data.Path} ({who}).",
            "Use that one, stop it with `agw stop`, or name another directory with --data.");
    }

    /// <summary>Who has the lock, or null when it is free. Looking takes it for a moment.</summary>
    public static Rejection? Held(DataDirectory data)
    {
        if (!File.Exists(data.LockFile)) return null;
        var taken = Take(data);
        if (taken.IsRejected(out var held)) return held;
        taken.Value.Dispose();
        return null;
    }

    public void Dispose() => file.Dispose();

    private static int? Holder(SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[16];
        var length = RandomAccess.Read(file, text, 0);
        return int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }
}
