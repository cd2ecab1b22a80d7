namespace CreditAI.Scoring.Training;

/// <summary>Solves a symmetric positive definite system in place.</summary>
internal static class Cholesky
{
    /// <param name="matrix">Row-major, n × n; its lower half is overwritten by the factor.</param>
    /// <param name="vector">Right-hand side; overwritten by the solution.</param>
    /// <returns>False when the matrix is not positive definite to working precision.</returns>
    public static bool Solve(double[] matrix, double[] vector)
    {
        var n = vector.Length;
        for (var column = 0; column < n; column++)
        {
            for (var row = column; row < n; row++)
            {
                var sum = matrix[(row * n) + column];
                for (var k = 0; k < column; k++)
                {
                    sum -= matrix[(row * n) + k] * matrix[(column * n) + k];
                }

                if (row > column)
                {
                    matrix[(row * n) + column] = sum / matrix[(column * n) + column];
                }
                else if (sum > 0)
                {
                    matrix[(row * n) + column] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        for (var row = 0; row < n; row++)
        {
            for (var k = 0; k < row; k++)
            {
                vector[row] -= matrix[(row * n) + k] * vector[k];
            }

            vector[row] /= matrix[(row * n) + row];
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                vector[row] -= matrix[(k * n) + row] * vector[k];
            }

            vector[row] /= matrix[(row * n) + row];
        }

        return true;
    }
}
