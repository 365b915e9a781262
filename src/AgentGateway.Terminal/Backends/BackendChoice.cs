namespace AgentGateway.Terminal.Backends;

/// <summary>Which backend a name stands for.</summary>
public static class BackendChoice
{
    /// <summary>The names that a caller may give.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "pty", "tmux"];

    /// <summary>
    /// <c>auto</c> is tmux where it is installed, because its sessions outlive the daemon, else pty. Refused with
    /// <c>backend_unknown</c> or <c>tmux_missing</c>; then <paramref name="name"/> is empty.
    /// </summary>
    /// <param name="asked">The name that the caller gave.</param>
    /// <param name="hasTmux">Whether tmux is installed.</param>
    /// <param name="name"><c>pty</c> or <c>tmux</c>.</param>
    public static Refusal? Choose(string asked, bool hasTmux, out string name)
    {
        name = asked switch
        {
            "auto" => hasTmux ? "tmux" : "pty",
            "pty" => "pty",
            "tmux" when hasTmux => "tmux",
            _ => "",
        };
        if (name.Length > 0) return null;
        return asked == "tmux"
            ? new Refusal(
                "tmux_missing", "tmux is not installed.",
                "Install the package tmux, or use the backend 'pty', whose sessions end with the daemon.")
            : new Refusal("backend_unknown", $"There is no backend '{asked}'.", "Use auto, pty or tmux.");
    }
}
