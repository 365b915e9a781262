namespace AgentGateway.Process.Tests.Wire;

internal static class ConnectionKinds
{
    public const string Modern = "2026-07-28";
    public const string Older = "2025-06-18";

    public static TheoryData<ConnectionKind> All { get; } =
        [.. Enum.GetValues<ConnectionKind>()];

    public static bool IsModern(this ConnectionKind kind) => kind is ConnectionKind.StdioModern or ConnectionKind.HttpModern;

    public static bool IsStdio(this ConnectionKind kind) => kind is ConnectionKind.StdioModern or ConnectionKind.StdioOlder;
}
