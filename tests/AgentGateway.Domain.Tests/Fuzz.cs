using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace AgentGateway.Domain.Tests;

/// <summary>
/// How properties are searched for counter-examples. Every run takes new ones; a failure prints what repeats it.
/// <c>AGENTGATEWAY_FUZZ</c> multiplies the number of tries.
/// </summary>
internal static class Fuzz
{
    private static readonly double Effort =
        double.Parse(Environment.GetEnvironmentVariable("AGENTGATEWAY_FUZZ") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>
    /// Tries the property that often, on values of sizes up to <paramref name="sizeMax"/>; throws with the smallest
    /// counter-example.
    /// </summary>
    public static void Check<T>(int tries, int sizeMax, Arbitrary<T> values, Action<T> property) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest((int)(tries * Effort))
            .WithStartSize(0)
            .WithEndSize(sizeMax)
            .WithQuietOnSuccess(true),
        Prop.ForAll(values, property));

    /// <summary>
    /// Lists of up to as many numbers below <paramref name="below"/> as the size says; smaller and shorter is
    /// simpler.
    /// </summary>
    public static Arbitrary<int[]> Numbers(int below) => Arb.From(
        Gen.Sized(size => Gen.Choose(0, size).SelectMany(count => Gen.Choose(0, below - 1).ArrayOf(count))),
        numbers =>
            ArbMap.Default.ArbFor<int[]>().Shrinker(numbers).Where(shrunk => Array.TrueForAll(shrunk, n => n >= 0)));

    /// <summary>Texts made of these pieces, so that what matters to a parser is met often.</summary>
    public static Arbitrary<string> Texts(params string[] pieces) => Arb.From(
        Gen.Sized(
            size => Gen.Choose(0, size).SelectMany(count => Gen.Elements(pieces).ArrayOf(count))).Select(string.Concat),
        text => Enumerable.Range(0, text.Length).Select(at => text.Remove(at, 1)));
}
