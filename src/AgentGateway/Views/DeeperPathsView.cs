using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Views;

/// <summary>What is executed later in directories below a workspace's root, as a sandbox would find it now.</summary>
/// <param name="IsAll">False where a bound was reached, so that there may be more, which is not protected.</param>
internal sealed record DeeperPathsView(string Root, IReadOnlyList<string> Paths, bool IsAll)
{
    public static DeeperPathsView Of(string root)
    {
        var found = DeeperPaths.Of(root);
        return new(root, [.. found.GitDirectories.Concat(found.Paths).Order(StringComparer.Ordinal)], found.IsAll);
    }
}
