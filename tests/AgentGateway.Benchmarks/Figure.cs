using System.Globalization;

namespace AgentGateway.Benchmarks;

/// <summary>
/// One line of output: what was measured, the same of a reference in the same run, and how they compare.
/// </summary>
internal static class Figure
{
    public static void PrintHeader() => Print("name", "value", "unit", "reference", "ratio");

    public static void Print(string name, double value, string unit, double? reference = null) => Print(
        name,
        value.ToString("#,0.###", CultureInfo.InvariantCulture),
        unit,
        reference?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-",
        reference is { } other ? (value / other).ToString("0.00", CultureInfo.InvariantCulture) : "-");

    private static void Print(string name, string value, string unit, string reference, string ratio) =>
        Console.WriteLine($"{name,-44} {value,14} {unit,-10} {reference,14} {ratio,8}");
}
