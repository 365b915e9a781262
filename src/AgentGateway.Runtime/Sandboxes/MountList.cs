using AgentGateway.Domain.Policy;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// The mounts of a sandbox while they are chosen, which can tell what of the machine they show so far.
/// </summary>
internal sealed class MountList
{
    private readonly List<SandboxMount> _mounts = [];

    public IReadOnlyList<SandboxMount> All => _mounts;

    public void Add(SandboxMount mount) => _mounts.Add(mount);

    /// <param name="mayBeGone">See <see cref="SandboxMount.MayBeGone"/>.</param>
    public void ReadOnly(string path, bool mayBeGone = false) => Show(path, writable: false, mayBeGone);

    /// <summary>What is there, writable or to be read.</summary>
    /// <param name="mayBeGone">See <see cref="SandboxMount.MayBeGone"/>.</param>
    public void Show(string path, bool writable, bool mayBeGone = false) => Add(
        writable
            ? new SandboxMount.Writable(path, path) { MayBeGone = mayBeGone }
            : new SandboxMount.ReadOnly(path, path) { MayBeGone = mayBeGone });

    /// <summary>Hides a path that exists and is shown. A path that is not shown needs no mount over it.</summary>
    public void Hide(string path)
    {
        if (!Path.Exists(path) || !IsShown(path)) return;
        Add(Directory.Exists(path) ? new SandboxMount.Empty(path) : new SandboxMount.Masked(path));
    }

    /// <summary>The paths of mounts that lie in that one, and in no other between them.</summary>
    public IEnumerable<string> MountedDirectlyOn(string path)
    {
        var holder = -1;
        for (var index = 0; index < _mounts.Count; index++)
        {
            var mount = _mounts[index];
            if (mount.Path == path) holder = index;
            else if (holder >= 0 && _mounts.FindLastIndex(index - 1, one => PathText.IsInside(one.Path, mount.Path)) == holder)
                yield return mount.Path;
        }
    }

    /// <summary>Whether the machine's own file or directory of that real path is seen at its place.</summary>
    public bool IsShown(string path) =>
        _mounts.FindLast(mount => PathText.IsInside(mount.Path, path)) switch
        {
            SandboxMount.ReadOnly mount => mount.Source == mount.Path,
            SandboxMount.Writable mount => mount.Source == mount.Path,
            SandboxMount.Closed => true,
            _ => false,
        };
}
