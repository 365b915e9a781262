namespace AgentGateway.Process.Tests.Wire;

internal static class Doors
{
    public const string Modern = "2026-07-28";
    public const string Older = "2025-06-18";

    public static TheoryData<Door> All { get; } = [Door.StdioModern, Door.StdioOlder, Door.HttpModern, Door.HttpOlder];

    public static bool IsModern(this Door door) => door is Door.StdioModern or Door.HttpModern;

    public static bool IsStdio(this Door door) => door is Door.StdioModern or Door.StdioOlder;
}
