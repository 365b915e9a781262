using System.Numerics;

namespace AgentGateway.Runtime.Vectors;

/// <summary>
/// A vector of length one, with a byte for each of its numbers: a quarter of the memory, for an error in the third digit
/// of a similarity.
/// </summary>
/// <param name="Scale">What one step of a byte stands for.</param>
public sealed record TextVector(float Scale, sbyte[] Steps)
{
    private const int StepsMax = 127;

    /// <summary>The same direction; a vector without one, of zeros alone, is like no other.</summary>
    public static TextVector Of(ReadOnlySpan<float> numbers)
    {
        var (squares, largest) = (0.0, 0f);
        foreach (var number in numbers)
        {
            squares += (double)number * number;
            largest = Math.Max(largest, Math.Abs(number));
        }

        var steps = new sbyte[numbers.Length];
        if (largest == 0) return new(0, steps);
        for (var index = 0; index < numbers.Length; index++)
            steps[index] = (sbyte)Math.Round(numbers[index] / largest * StepsMax);
        return new((float)(largest / Math.Sqrt(squares) / StepsMax), steps);
    }

    /// <summary>
    /// The sum of the products of two vectors of one length. The sum of two products of bytes fits into 16 bits, since no
    /// step is -128.
    /// </summary>
    public static int Dot(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        var sums = Vector<int>.Zero;
        var index = 0;
        for (; index <= one.Length - Vector<sbyte>.Count; index += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(one[index..]), out var oneLow, out var oneHigh);
            Vector.Widen(new Vector<sbyte>(other[index..]), out var otherLow, out var otherHigh);
            Vector.Widen((oneLow * otherLow) + (oneHigh * otherHigh), out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        for (; index < one.Length; index++) sum += one[index] * other[index];
        return sum;
    }
}
